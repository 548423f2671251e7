package io.colloquy.llm.openai;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/**
 * The HTTP exchange of one answer, which can be closed at any time: while it connects, before its
 * first byte, or in the middle of its body.
 *
 * <p>The library's own client can be cancelled only after the first token, and reads the body on
 * the common pool, where two slow answers on a small machine hold up all others. This one reads on
 * the thread that calls it.
 */
final class ChatStream implements HttpClient {

  private static final Logger LOG = Logger.getLogger(ChatStream.class);

  /** An error response is read up to here. */
  private static final int MOST_ERROR_BYTES = 16_384;

  private final java.net.http.HttpClient http;
  private boolean closed;
  private CompletableFuture<HttpResponse<InputStream>> sending = new CompletableFuture<>();
  private InputStream body = InputStream.nullInputStream();

  ChatStream(java.net.http.HttpClient http) {
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

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (InputStream stream = open(request)) {
      var events = new ChatEvents(listener);
      parser.parse(stream, events);
      events.streamEnded();
    } catch (ExecutionException e) {
      listener.onError(e.getCause());
    } catch (IOException | HttpException e) {
      listener.onError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.onError(e);
    }
  }

  private InputStream open(HttpRequest request)
      throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<HttpResponse<InputStream>> exchange;
    synchronized (this) {
      if (closed) {
        throw new IOException("closed before it began");
      }
      sending = http.sendAsync(jdkRequest(request), BodyHandlers.ofInputStream());
      exchange = sending;
    }
    var response = exchange.get();
    synchronized (this) {
      body = response.body();
      if (closed) {
        quietlyClose(body);
        throw new IOException("closed before its first byte");
      }
    }
    if (response.statusCode() / 100 != 2) {
      try (InputStream error = response.body()) {
        throw new HttpException(
            response.statusCode(),
            new String(error.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8));
      }
    }
    return response.body();
  }

  private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
    var builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method().name(), BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.build();
  }

  private static void quietlyClose(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("a stream that is of no more use did not close in order", e);
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("only streams");
  }

  /** A builder as the library wants one; its time limits are not used, see LanguageModel. */
  HttpClientBuilder asBuilder() {
    return new HttpClientBuilder() {
      @Override
      public Duration connectTimeout() {
        return http.connectTimeout().orElse(Duration.ZERO);
      }

      @Override
      public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
      }

      @Override
      public Duration readTimeout() {
        return Duration.ZERO;
      }

      @Override
      public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
      }

      @Override
      public HttpClient build() {
        return ChatStream.this;
      }
    };
  }
}
