package io.colloquy.llm.hosted;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The HTTP exchange of one answer, which can be closed at any time: while it connects, before its
 * first byte, or in the middle of its body. It reads on the thread that calls it.
 */
final class Exchange {

  private static final Logger LOG = Logger.getLogger(Exchange.class);

  /** An error response is read up to here. */
  private static final int MOST_ERROR_BYTES = 16_384;

  /** How long an answer that is over may keep its connection. */
  private static final long DRAIN_MS = 500;

  private final HttpClient http;
  private boolean closed;
  private CompletableFuture<HttpResponse<InputStream>> sending = new CompletableFuture<>();
  private InputStream body = InputStream.nullInputStream();

  Exchange(HttpClient http) {
    this.http = http;
  }

  /** Ends the exchange and its connection at once. */
  void close() {
    CompletableFuture<HttpResponse<InputStream>> request;
    InputStream response;
    synchronized (this) {
      closed = true;
      request = sending;
      response = body;
    }
    request.cancel(true);
    quietlyClose(response);
  }

  /**
   * Asks, and hands over every event of the answer.
   *
   * @throws Refused if the status is no success
   * @throws BrokenOff if there is JSON where the stream of events should be
   */
  void run(HttpRequest request, Reading reading) throws IOException, InterruptedException {
    try (InputStream stream = open(request)) {
      var events = new ServerSentEvents(stream);
      boolean any = false;
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        any = true;
        if (!event.get().data().isBlank()) { // some servers keep a connection alive with nothing
          reading.event(event.get());
        }
        if (reading.isOver()) {
          reading.end();
          drain(stream);
          return;
        }
      }
      if (!any && events.stray().isPresent()) {
        throw new BrokenOff(events.stray().get());
      }
    }
    reading.end();
  }

  /**
   * Only a connection that was read to its end serves again; a server that keeps it open may not.
   */
  private void drain(InputStream stream) {
    CompletableFuture.delayedExecutor(DRAIN_MS, TimeUnit.MILLISECONDS).execute(this::close);
    try {
      var _ = stream.skip(MOST_ERROR_BYTES);
    } catch (IOException e) {
      LOG.debug("an answer that is over did not end in order", e);
    }
  }

  private InputStream open(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> exchange;
    synchronized (this) {
      if (closed) {
        throw new IOException("closed before it began");
      }
      sending = http.sendAsync(request, BodyHandlers.ofInputStream());
      exchange = sending;
    }
    var response = response(exchange);
    synchronized (this) {
      body = response.body();
      if (closed) {
        quietlyClose(body);
        throw new IOException("closed before its first byte");
      }
    }
    if (response.statusCode() / 100 != 2) {
      try (InputStream error = response.body()) {
        throw new Refused(
            response.statusCode(),
            response.headers(),
            new String(error.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8));
      }
    }
    return response.body();
  }

  private static HttpResponse<InputStream> response(
      CompletableFuture<HttpResponse<InputStream>> exchange)
      throws IOException, InterruptedException {
    try {
      return exchange.get();
    } catch (ExecutionException e) {
      throw Optional.of(e.getCause())
          .filter(IOException.class::isInstance)
          .map(IOException.class::cast)
          .orElseGet(() -> new IOException(e.getCause()));
    }
  }

  private static void quietlyClose(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("a stream that is of no more use did not close in order", e);
    }
  }
}
