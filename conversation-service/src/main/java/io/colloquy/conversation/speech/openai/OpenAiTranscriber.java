package io.colloquy.conversation.speech.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.language.LanguageTag;
import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechUnavailable;
import io.colloquy.conversation.speech.whole.Transcriber;
import io.colloquy.conversation.speech.whole.Transcript;
import io.colloquy.conversation.speech.whole.Wave;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@code POST .../audio/transcriptions} with the utterance as a WAV file. Keywords go into the
 * prompt. Of a speaker of several languages the server is asked for the language, which needs a
 * model that answers in {@code verbose_json}; of others it is told.
 */
public final class OpenAiTranscriber implements Transcriber {

  private static final int LONGEST_ANSWER = 1 << 20;

  private final OpenAiSettings settings;
  private final HttpClient client;

  public OpenAiTranscriber(OpenAiSettings settings) {
    this.settings = settings;
    this.client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
  }

  @Override
  public String name() {
    return "The transcription server";
  }

  @Override
  public CompletableFuture<Transcript> transcribe(short[] pcm16k, Speaker speaker) {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(
            request(pcm16k, speaker),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    CompletableFuture<Transcript> transcript =
        exchange.handle(
            (response, cause) ->
                cause == null ? read(response, detecting(speaker)) : failed(cause));
    var _ =
        transcript.whenComplete(
            (read, cause) -> {
              if (transcript.isCancelled()) {
                exchange.cancel(true);
              }
            });
    return transcript;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static boolean detecting(Speaker speaker) {
    return !speaker.otherLanguages().isEmpty();
  }

  private HttpRequest request(short[] pcm16k, Speaker speaker) {
    boolean detecting = detecting(speaker);
    Form form =
        new Form()
            .file("file", "utterance.wav", "audio/wav", Wave.of(pcm16k))
            .field("model", settings.model())
            .field("response_format", detecting ? "verbose_json" : "json")
            .field("temperature", "0");
    if (!detecting) {
      form.field("language", LanguageTag.primary(speaker.language()));
    }
    if (!speaker.keywords().isEmpty()) {
      form.field("prompt", String.join(", ", speaker.keywords()));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(settings.baseUrl().replaceFirst("/$", "") + "/audio/transcriptions"))
            .timeout(settings.timeout())
            .header("content-type", form.contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()));
    settings.apiKey().ifPresent(key -> request.header("authorization", "Bearer " + key));
    return request.build();
  }

  private Transcript read(HttpResponse<byte[]> response, boolean detecting) {
    if (response.statusCode() != 200) {
      throw new SpeechUnavailable(name() + " answers with status " + response.statusCode());
    }
    try {
      JsonNode answer = Json.MAPPER.readTree(response.body());
      JsonNode text = answer.path("text");
      if (!text.isTextual()) {
        throw new SpeechUnavailable(name() + " answers without a text");
      }
      Optional<String> language =
          Optional.of(answer.path("language"))
              .filter(named -> detecting && named.isTextual())
              .map(named -> LanguageTag.named(named.asText()));
      return new Transcript(
          text.asText().strip(), new Facts(language, OptionalDouble.empty(), true));
    } catch (IOException garbage) {
      throw new SpeechUnavailable(name() + " answers with what is not JSON");
    }
  }

  private Transcript failed(Throwable cause) {
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    throw new SpeechUnavailable(
        root instanceof HttpTimeoutException
            ? name() + " does not answer in time"
            : name() + " cannot be reached (" + root.getClass().getSimpleName() + ")");
  }
}
