package io.colloquy.benchmarks;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Stands where the tts-service stands and speaks each piece at once as a short tone. */
final class FakeVoice implements AutoCloseable {

  /** How long each piece sounds. */
  static final Duration TONE = Duration.ofMillis(200);

  private static final int RATE = 16_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Sender sender;
  private final Inbox inbox;
  private final byte[] tone = tone();

  private FakeVoice(String kafka) {
    this.sender = Sender.live(kafka);
    this.inbox =
        Inbox.ofGroup(
            kafka,
            new Inbox.Group("tts-service", Optional.empty()),
            Set.of(Topics.SPEECH_REQUESTS),
            Inbox.Ownership.unobserved(),
            this::speak);
  }

  static FakeVoice on(String kafka) throws InterruptedException {
    var voice = new FakeVoice(kafka);
    if (!voice.inbox.awaitAssignment(PATIENCE)) {
      throw new IllegalStateException("the fake voice has no partitions after " + PATIENCE);
    }
    return voice;
  }

  private static byte[] tone() {
    int samples = (int) (RATE * TONE.toMillis() / 1000);
    return Pcm.bytes(Tone.sine(RATE, 440, samples, 0.3));
  }

  private void speak(Delivery delivery) {
    if (!(SpeechRequest.CODEC.decode(delivery.packet()) instanceof SpeechRequest.Speak piece)) {
      return;
    }
    if (piece.format() != AudioFormat.PCM_16000) {
      throw new IllegalArgumentException("the benchmark's agent speaks pcm_16000");
    }
    var chunk =
        new ToEdge(
            piece.conversationId(), new EdgeOutput.Audio(piece.eventId(), tone, Alignment.none()));
    var _ = sender.send(Topics.AUDIO_OUT, piece.edge().partition(), ToEdge.CODEC.encode(chunk));
    tell(
        new SpeechProgress.Chunk(
            piece.conversationId(),
            piece.eventId(),
            piece.piece(),
            TONE.toMillis(),
            Alignment.none()));
    tell(new SpeechProgress.Finished(piece.conversationId(), piece.eventId(), piece.piece()));
  }

  private void tell(SpeechProgress progress) {
    var _ =
        sender.send(
            Topics.SPEECH_PROGRESS,
            progress.conversationId(),
            SpeechProgress.CODEC.encode(progress));
  }

  @Override
  public void close() {
    inbox.close();
    sender.close();
  }
}
