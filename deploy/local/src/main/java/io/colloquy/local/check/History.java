package io.colloquy.local.check;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Takes the self-check's calls out of the history again. */
public final class History {

  private static final String CONVERSATIONS = "/v1/convai/conversations/";
  private static final Set<String> OVER = Set.of("done", "failed");
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int ATTEMPTS = 30;

  private final Api api;

  public History(Api api) {
    this.api = api;
  }

  /**
   * Waits until each call is filed as over, for up to 15 s, and removes it.
   *
   * @throws IOException if the interface does not answer
   */
  public void remove(List<String> conversations) throws IOException, InterruptedException {
    for (var id : conversations) {
      for (int attempt = 0; attempt < ATTEMPTS && !isOver(id); attempt++) {
        Thread.sleep(INTERVAL);
      }
      api.delete(CONVERSATIONS + id);
    }
  }

  private boolean isOver(String id) throws IOException, InterruptedException {
    return OVER.contains(api.get(CONVERSATIONS + id).body().path("status").asText());
  }
}
