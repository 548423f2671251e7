package io.colloquy.analysis.evaluation;

import io.colloquy.analysis.evaluation.NoJudgement.Kind;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The model of one evaluation, asked through the llm-cascade-service. All questions together have
 * until the deadline. Where the service is busy, the question is put again when it says so.
 */
final class CascadeJudge implements Judge {

  /** An answer that is on its way when the time is up comes with this delay at most. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final int LONGEST_TIMEOUT_MS = 300_000;

  private final HttpClient client;
  private final URI llm;
  private final String model;
  private final Clock clock;
  private final Instant deadline;

  CascadeJudge(HttpClient client, URI llm, String model, Clock clock, Instant deadline) {
    this.client = client;
    this.llm = llm;
    this.model = model;
    this.clock = clock;
    this.deadline = deadline;
  }

  @Override
  public String answer(Question question) throws NoJudgement {
    while (true) {
      var response = ask(question);
      if (response.statusCode() != 503) {
        return text(response);
      }
      pause(response);
    }
  }

  private Duration left() {
    return Duration.between(clock.instant(), deadline);
  }

  private HttpResponse<byte[]> ask(Question question) throws NoJudgement {
    var left = left();
    if (!left.isPositive()) {
      throw new NoJudgement(Kind.ANY_QUESTION, "There was no time left to judge this.");
    }
    var body =
        new BackgroundQuestion(
            model,
            List.of(
                ChatMessage.system(question.instructions()), ChatMessage.user(question.material())),
            0,
            -1,
            List.of(),
            Optional.of(question.form()),
            Optional.of(Math.clamp(left.toMillis(), 1, LONGEST_TIMEOUT_MS)));
    var request =
        HttpRequest.newBuilder(llm.resolve(BackgroundQuestion.PATH))
            .timeout(left.plus(GRACE))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new NoJudgement(Kind.ANY_QUESTION, "The language model could not be reached.");
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static String text(HttpResponse<byte[]> response) throws NoJudgement {
    return switch (response.statusCode()) {
      case 200 -> read(response.body());
      case 501 ->
          throw new NoJudgement(
              Kind.ANY_QUESTION,
              "The builtin model cannot judge this; configure a language model to have it judged.");
      case 504 ->
          throw new NoJudgement(Kind.THIS_QUESTION, "The language model did not answer in time.");
      default -> throw new NoJudgement(Kind.THIS_QUESTION, "The language model failed.");
    };
  }

  private static String read(byte[] body) throws NoJudgement {
    try {
      return Json.read(body, BackgroundAnswer.class).text();
    } catch (MalformedPacket e) {
      throw new NoJudgement(Kind.THIS_QUESTION, "The language model's answer was not understood.");
    }
  }

  private void pause(HttpResponse<?> busy) throws NoJudgement {
    var wanted = Duration.ofSeconds(retryAfter(busy).orElse(1));
    var pause = wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
    if (pause.compareTo(left()) >= 0) {
      throw new NoJudgement(Kind.ANY_QUESTION, "The language model was busy.");
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static OptionalLong retryAfter(HttpResponse<?> busy) {
    try {
      return busy.headers().firstValueAsLong("retry-after");
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // a date, which the service does not send
    }
  }

  private static NoJudgement interrupted() {
    Thread.currentThread().interrupt();
    return new NoJudgement(Kind.ANY_QUESTION, "Nobody waits for this evaluation any more.");
  }
}
