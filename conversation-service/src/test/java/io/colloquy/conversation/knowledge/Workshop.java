package io.colloquy.conversation.knowledge;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that computes no indexes by itself, and connects to its own network. */
public final class Workshop implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "colloquy.knowledge.indexing", "false",
        "colloquy.egress.allow-private", "true");
  }
}
