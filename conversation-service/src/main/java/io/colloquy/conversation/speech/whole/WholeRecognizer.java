package io.colloquy.conversation.speech.whole;

import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.util.Optional;
import java.util.function.Function;

/** Recognition by a transcriber of whole utterances. */
public final class WholeRecognizer implements SpeechRecognizer {

  private final Transcriber transcriber;
  private final Function<String, Optional<String>> unavailability;
  private final Runnable warming;
  private final WholeSettings settings;

  /** A transcriber that knows every language and needs no warming. */
  public WholeRecognizer(Transcriber transcriber, WholeSettings settings) {
    this(transcriber, language -> Optional.empty(), () -> {}, settings);
  }

  /**
   * @param unavailability why a language is not understood, if it is not
   * @param warming makes the first utterance as quick as the others
   */
  public WholeRecognizer(
      Transcriber transcriber,
      Function<String, Optional<String>> unavailability,
      Runnable warming,
      WholeSettings settings) {
    this.transcriber = transcriber;
    this.unavailability = unavailability;
    this.warming = warming;
    this.settings = settings;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return unavailability.apply(language);
  }

  @Override
  public Recognition open(Speaker speaker) {
    unavailability(speaker.language())
        .ifPresent(
            reason -> {
              throw new SpeechUnavailable(reason);
            });
    return new WholeRecognition(transcriber, speaker, settings);
  }

  @Override
  public void warmUp() {
    warming.run();
  }

  @Override
  public void close() {
    transcriber.close();
  }
}
