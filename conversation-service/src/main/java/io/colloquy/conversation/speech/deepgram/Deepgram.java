package io.colloquy.conversation.speech.deepgram;

import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.streamed.Dialect;
import io.colloquy.conversation.speech.streamed.Query;
import io.colloquy.conversation.speech.streamed.Service;
import java.net.URI;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Deepgram's live recognition. A speaker of several languages is heard with {@code language=multi}
 * and hints, if the model is Nova-3: those before it know two languages then.
 */
public final class Deepgram implements Service {

  private static final int MOST_KEYWORDS = 100;

  /** In characters; Deepgram takes 500 tokens and refuses the connection to more. */
  private static final int LONGEST_KEYWORDS = 1_000;

  private final DeepgramSettings settings;

  public Deepgram(DeepgramSettings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return settings.apiKey().isPresent()
        ? Optional.empty()
        : Optional.of("Deepgram needs a key (colloquy.asr.deepgram.api-key)");
  }

  @Override
  public Dialect dialectFor(Speaker speaker) {
    return new DeepgramDialect(address(speaker), settings.apiKey().orElseThrow());
  }

  @Override
  public boolean punctuates() {
    return settings.punctuate() || settings.smartFormat();
  }

  private URI address(Speaker speaker) {
    Query query =
        new Query(settings.baseUrl(), "/v1/listen")
            .with("model", settings.model())
            .with("encoding", "linear16")
            .with("sample_rate", "16000")
            .with("channels", "1")
            .with("interim_results", "true")
            .with("punctuate", Boolean.toString(settings.punctuate()))
            .with("smart_format", Boolean.toString(settings.smartFormat()));
    language(query, speaker);
    keywords(query, speaker);
    return query.address();
  }

  private void keywords(Query query, Speaker speaker) {
    String name = settings.isNova3() ? "keyterm" : "keywords";
    int length = 0;
    for (String word : speaker.keywords().stream().limit(MOST_KEYWORDS).toList()) {
      length += word.length();
      if (length > LONGEST_KEYWORDS) {
        return;
      }
      query.with(name, word);
    }
  }

  private void language(Query query, Speaker speaker) {
    String first = LanguageTag.normal(speaker.language());
    if (speaker.otherLanguages().isEmpty() || !settings.isNova3()) {
      query.with("language", first);
      return;
    }
    query.with("language", "multi").with("language_hint", first);
    new TreeSet<>(speaker.otherLanguages())
        .forEach(other -> query.with("language_hint", LanguageTag.normal(other)));
  }
}
