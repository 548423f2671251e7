package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.recording.Recordings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The recordings that this service keeps. */
@Singleton
final class RecordedSound implements AudioSource {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Recordings recordings;

  RecordedSound(Recordings recordings) {
    this.recordings = recordings;
  }

  @Override
  public InputStream open(String workspace, String conversationId) throws IOException {
    return known(recordings.audio(conversationId)).orElseThrow(Body.Gone::new).open();
  }

  private static <T> T known(Uni<T> answer) throws IOException {
    try {
      return answer.await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      throw new IOException("the recording cannot be read now", e);
    }
  }
}
