package io.colloquy.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where clients find this gateway, which may stand behind others. */
@Singleton
class PublicAddress {

  private final Optional<URI> configured;

  PublicAddress(@ConfigProperty(name = "colloquy.public-url") Optional<URI> configured) {
    this.configured = configured;
  }

  boolean tls(HttpServerRequest request) {
    return configured.map(URI::getScheme).orElse(request.scheme()).equals("https");
  }

  /** The host, and the port if it is not the usual one. */
  String authority(HttpServerRequest request) {
    return configured.map(URI::getAuthority).orElseGet(() -> request.authority().toString());
  }
}
