package io.colloquy.conversation.speech.elevenlabs;

import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.streamed.Dialect;
import io.colloquy.conversation.speech.streamed.Query;
import io.colloquy.conversation.speech.streamed.Service;
import java.util.Optional;

/**
 * ElevenLabs' realtime recognition. Our own ears end the utterance, so the words are committed by
 * us and not by the service's voice activity detection. A speaker of several languages is heard
 * without a language, and the service says which it was.
 */
public final class ElevenLabs implements Service {

  /** What the service takes of a key term. */
  private static final int LONGEST_KEYWORD = 20;

  private static final int MOST_KEYWORDS = 50;

  private final ElevenLabsSettings settings;

  public ElevenLabs(ElevenLabsSettings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return settings.apiKey().isPresent()
        ? Optional.empty()
        : Optional.of("ElevenLabs needs a key (colloquy.asr.elevenlabs.api-key)");
  }

  @Override
  public Dialect dialectFor(Speaker speaker) {
    boolean detecting = !speaker.otherLanguages().isEmpty();
    Query query =
        new Query(settings.baseUrl(), "/v1/speech-to-text/realtime")
            .with("model_id", settings.model())
            .with("audio_format", "pcm_16000")
            .with("commit_strategy", "manual");
    if (detecting) {
      query.with("include_timestamps", "true").with("include_language_detection", "true");
    } else {
      query.with("language_code", LanguageTag.primary(speaker.language()));
    }
    speaker.keywords().stream()
        .filter(word -> word.length() <= LONGEST_KEYWORD)
        .limit(MOST_KEYWORDS)
        .forEach(word -> query.with("keyterms", word));
    return new ElevenLabsDialect(query.address(), settings.apiKey().orElseThrow(), detecting);
  }

  @Override
  public boolean punctuates() {
    return true;
  }
}
