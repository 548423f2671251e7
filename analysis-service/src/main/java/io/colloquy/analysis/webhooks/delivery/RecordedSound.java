package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.recording.Recordings;
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
    var audio = recordings.audio(conversationId).await().atMost(PATIENCE);
    return audio.orElseThrow(Body.Gone::new).open();
  }
}
