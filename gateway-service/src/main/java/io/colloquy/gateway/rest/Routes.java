package io.colloquy.gateway.rest;

import java.util.Optional;

/** Which service owns which path. */
final class Routes {

  private final EntrySettings settings;
  private final PathTable<Route> table = new PathTable<>();

  Routes(UpstreamSettings upstreams, EntrySettings settings) {
    this.settings = settings;
    var conversation = Upstream.of(upstreams.conversation());
    convai(conversation, "agents");
    convai(conversation, "agent");
    file(conversation, "conversation-files", "/v1/convai/conversations/*/files");
    file(conversation, "simulations", "/v1/convai/agents/*/simulate-conversation");
    convai(conversation, "tools");
    convai(conversation, "knowledge-base");
    convai(conversation, "mcp-servers");
    convai(conversation, "secrets");
    convai(conversation, "settings");
    file(conversation, "auth-connections", "/v1/workspace/auth-connections");
    file(conversation, "auth-connections", "/oauth");
    var analysis = Upstream.of(upstreams.analysis());
    convai(analysis, "conversations");
    convai(analysis, "agent-testing");
    convai(analysis, "test-invocations");
    file(analysis, "agent-testing", "/v1/convai/agents/*/run-tests");
    file(analysis, "webhooks", "/v1/workspace/webhooks");
    var telephony = Upstream.of(upstreams.telephony());
    convai(telephony, "phone-numbers");
    file(telephony, "phone-numbers", "/v1/convai/v2/phone-numbers");
    convai(telephony, "batch-calling");
    convai(telephony, "sip-trunk");
    convai(telephony, "twilio");
    var llmCascade = Upstream.of(upstreams.llmCascade());
    convai(llmCascade, "llm");
    convai(llmCascade, "llm-usage");
    file(llmCascade, "llm-usage", "/v1/convai/agent/*/llm-usage");
    var tts = Upstream.of(upstreams.tts());
    file(tts, "voices", "/v1/voices");
    file(tts, "voices", "/v2/voices");
    file(tts, "pronunciation-dictionaries", "/v1/pronunciation-dictionaries");
  }

  private void convai(Upstream upstream, String resource) {
    file(upstream, resource, "/v1/convai/" + resource);
  }

  private void file(Upstream upstream, String resource, String prefix) {
    var limit = settings.bodyLimits().getOrDefault(resource, settings.maxBody());
    var timeout = settings.responseTimeouts().getOrDefault(resource, settings.responseTimeout());
    table.file(prefix, new Route(resource, upstream, limit.asLongValue(), timeout));
  }

  Optional<Route> find(String path) {
    return table.find(path);
  }
}
