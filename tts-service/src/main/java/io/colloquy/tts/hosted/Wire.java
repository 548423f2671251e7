package io.colloquy.tts.hosted;

import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.SynthesisFailure.Kind;
import io.colloquy.tts.voice.Synthesizer.Sink;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections to one service. They stay open from one piece to the next, so that only the first
 * use of a service waits for them.
 */
final class Wire {

  private final Account account;
  private final HttpClient client;

  Wire(Account account) {
    this.account = account;
    // Some servers without encryption choke on the offer to go on in HTTP/2.
    var encrypted = "https".equalsIgnoreCase(account.baseUrl().getScheme());
    this.client =
        HttpClient.newBuilder()
            .version(encrypted ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .connectTimeout(account.patience().connect())
            .build();
  }

  /**
   * Sends a request and waits for the beginning of its answer.
   *
   * @param types how the type of an answer with sound may begin, in lower case
   * @param sink when it wants no more, the connection is closed
   * @throws SynthesisFailure if the service cannot be reached, is too slow, refuses, or answers
   *     with something else
   */
  Answer send(HttpRequest request, List<String> types, Sink sink) {
    long begunNanos = System.nanoTime();
    var sending = client.sendAsync(request, BodyHandlers.ofPublisher());
    var answer = new Answer(account, begunNanos);
    sink.whenUnwanted(
        () -> {
          sending.cancel(true);
          answer.close();
        });
    try {
      var response = head(sending);
      response.body().subscribe(answer);
      check(response, types);
      return answer;
    } catch (SynthesisFailure e) {
      answer.close();
      throw e;
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> head(
      CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sending) {
    try {
      return sending.get(account.patience().firstByte().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw new SynthesisFailure(account.provider() + " does not answer", e);
    } catch (ExecutionException e) {
      throw new SynthesisFailure(account.provider() + " cannot be reached", e.getCause());
    } catch (java.util.concurrent.CancellationException e) {
      throw new SynthesisFailure("nobody listens any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sending.cancel(true);
      throw new SynthesisFailure("interrupted while " + account.provider() + " was asked", e);
    }
  }

  /** What the service says of a refusal may repeat the text or the key, and is not read. */
  private void check(HttpResponse<?> response, List<String> types) {
    int status = response.statusCode();
    if (status != 200) {
      var kind =
          switch (status) {
            case 401, 402, 403, 429 -> Kind.REFUSED;
            case 400, 404, 413, 422 -> Kind.OF_THE_REQUEST;
            default -> Kind.PASSING;
          };
      throw new SynthesisFailure(kind, account.provider() + " answers " + status, null);
    }
    var type = response.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (types.stream().noneMatch(type::startsWith)) {
      throw new SynthesisFailure(account.provider() + " answers with no sound");
    }
  }
}
