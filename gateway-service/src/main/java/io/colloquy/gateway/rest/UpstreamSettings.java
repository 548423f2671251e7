package io.colloquy.gateway.rest;

import io.smallrye.config.ConfigMapping;

/** Where the services behind the gateway are, for example {@code http://127.0.0.1:8081}. */
@ConfigMapping(prefix = "colloquy.upstream")
public interface UpstreamSettings {

  String conversation();

  String analysis();

  String telephony();

  String llmCascade();

  String tts();
}
