package io.colloquy.rest;

import io.colloquy.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Another service of this installation, asked over HTTP by a thread that may block; an interrupt
 * ends the question. While the service is busy (503), it is asked again when it says so.
 */
public final class Peer {

  /** An answer that is under way when the time is up comes with this delay at most. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  private final HttpClient client;
  private final URI address;
  private final Clock clock;

  /** There is no answer that counts. */
  public static final class Failed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int statusCode;

    Failed(int statusCode, String message) {
      super(message);
      this.statusCode = statusCode;
    }

    /** What the service answered; 504 if nothing in time, 503 if it is not there. */
    public int statusCode() {
      return statusCode;
    }
  }

  /**
   * @param address for example {@code http://127.0.0.1:8082}
   */
  public Peer(HttpClient client, URI address, Clock clock) {
    this.client = client;
    this.address = address;
    this.clock = clock;
  }

  /**
   * The body of the answer to a POST.
   *
   * @param body of the request, as JSON, given the time that is left
   */
  public byte[] post(String path, Function<Duration, Object> body, Instant deadline)
      throws Failed, InterruptedException {
    while (true) {
      var left = Duration.between(clock.instant(), deadline);
      if (!left.isPositive()) {
        throw new Failed(504, "no time is left");
      }
      var response = send(path, Json.bytes(body.apply(left)), left);
      if (response.statusCode() == 200) {
        return response.body();
      }
      if (response.statusCode() != 503) {
        throw new Failed(response.statusCode(), path + " was answered " + response.statusCode());
      }
      pause(response, left);
    }
  }

  private HttpResponse<byte[]> send(String path, byte[] body, Duration left)
      throws Failed, InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(left.plus(GRACE))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw new Failed(504, path + " was not answered in time");
    } catch (IOException e) {
      throw new Failed(503, path + " cannot be reached: " + e.getClass().getSimpleName());
    }
  }

  private static void pause(HttpResponse<?> busy, Duration left)
      throws Failed, InterruptedException {
    var wanted = Duration.ofSeconds(retryAfter(busy).orElse(1));
    var pause = wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
    if (pause.compareTo(left) >= 0) {
      throw new Failed(503, "the service is busy");
    }
    Thread.sleep(pause);
  }

  private static OptionalLong retryAfter(HttpResponse<?> busy) {
    try {
      return busy.headers().firstValueAsLong("retry-after");
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // a date, which no service of ours sends
    }
  }
}
