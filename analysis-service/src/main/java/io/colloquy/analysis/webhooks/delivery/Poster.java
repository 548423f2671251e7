package io.colloquy.analysis.webhooks.delivery;

import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.analysis.webhooks.delivery.Outcome.Reason;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unanswered;
import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.colloquy.rest.egress.Target;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Posts a body to an address that a customer has named: over HTTP/1.1, to the address that was
 * judged, under the name that the URL has, with no redirect followed. Only the status of an answer
 * counts; of its body a little is read, so that the connection can be used again.
 *
 * <p>Safe for many threads, which block.
 */
final class Poster implements AutoCloseable {

  /** Bytes of an answer's body that are worth a connection. */
  private static final int MOST_OF_ANSWER = 16 * 1024;

  private static final Duration PATIENCE_FOR_ANSWER = Duration.ofSeconds(2);

  /** Shorter than what common servers allow, so that a connection is not used while they close. */
  private static final int KEPT_SECONDS = 4;

  private final Vertx vertx;
  private final Egress egress;
  private final PosterSettings settings;
  private final InstantSource clock;
  private final HttpClient kept;

  /**
   * For what is tried once: a connection that was kept may be closed by the receiver just as it is
   * used.
   */
  private final HttpClient fresh;

  private final ExecutorService lookUps = Executors.newVirtualThreadPerTaskExecutor();

  Poster(Vertx vertx, Egress egress, PosterSettings settings, InstantSource clock) {
    this.vertx = vertx;
    this.egress = egress;
    this.settings = settings;
    this.clock = clock;
    this.kept = vertx.createHttpClient(options(settings));
    this.fresh = vertx.createHttpClient(options(settings).setKeepAlive(false));
  }

  private static HttpClientOptions options(PosterSettings settings) {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAliveTimeout(KEPT_SECONDS)
            // Who waits for whom is not decided here: a place for everybody.
            .setMaxPoolSize(settings.connections())
            .setMaxHeaderSize(32_768)
            .setConnectTimeout((int) settings.connect().toMillis())
            .setSslHandshakeTimeout(settings.connect().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    settings.localAddress().ifPresent(options::setLocalAddress);
    settings.proxy().map(Poster::proxy).ifPresent(options::setProxyOptions);
    settings.trusted().ifPresent(options::setTrustOptions);
    return options;
  }

  private static ProxyOptions proxy(URI proxy) {
    return new ProxyOptions()
        .setType(ProxyType.HTTP)
        .setHost(proxy.getHost())
        .setPort(proxy.getPort() < 0 ? 80 : proxy.getPort());
  }

  /**
   * One attempt.
   *
   * @param limit for all of it
   * @param once whether there will be no other
   * @throws IOException if the body cannot be read; what was sent of it is no whole request
   */
  Outcome post(String url, Map<String, String> headers, Body body, Duration limit, boolean once)
      throws IOException, InterruptedException {
    var end = clock.instant().plus(limit);
    try {
      var target = within(end, settings.connect(), lookUp(url));
      var client = once ? fresh : kept;
      return exchange(connect(client, options(target, headers, body), end), body, end);
    } catch (TimeoutException _) {
      return new Unanswered(Reason.TIMEOUT);
    } catch (ExecutionException e) {
      return new Unanswered(reason(e.getCause()));
    }
  }

  private CompletionStage<Target> lookUp(String url) {
    return CompletableFuture.supplyAsync(() -> egress.target(url), lookUps);
  }

  private static RequestOptions options(Target target, Map<String, String> headers, Body body) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            // A number, not the name: a proxy would look the name up again.
            .setServer(
                SocketAddress.inetSocketAddress(target.port(), target.address().getHostAddress()))
            .setHost(target.uri().getHost())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path());
    headers.forEach(options::putHeader);
    options.putHeader("Content-Type", "application/json");
    options.putHeader("User-Agent", "Colloquy");
    body.length().ifPresent(length -> options.putHeader("Content-Length", Long.toString(length)));
    return options;
  }

  private HttpClientRequest connect(HttpClient client, RequestOptions options, Instant end)
      throws InterruptedException, TimeoutException, ExecutionException {
    var connected = client.request(options);
    try {
      return within(end, settings.connect().multipliedBy(2), connected.toCompletionStage());
    } catch (TimeoutException | InterruptedException e) {
      connected.onSuccess(HttpClientRequest::reset);
      throw e;
    }
  }

  private Outcome exchange(HttpClientRequest request, Body body, Instant end)
      throws IOException, InterruptedException, TimeoutException, ExecutionException {
    var answer = answerTo(request);
    try {
      send(request, body, answer, end);
      return within(end, settings.response(), answer);
    } finally {
      if (!answer.isDone()) {
        request.reset();
      }
    }
  }

  /** What the receiver says, as soon as it has said it; the rest of its answer is thrown away. */
  private CompletableFuture<Outcome> answerTo(HttpClientRequest request) {
    var answer = new CompletableFuture<Outcome>();
    request.exceptionHandler(answer::completeExceptionally);
    request
        .response()
        .onSuccess(
            response -> {
              discard(response, request);
              answer.complete(
                  new Answered(
                      response.statusCode(),
                      Optional.ofNullable(response.getHeader("Retry-After"))
                          .flatMap(text -> RetryAfter.in(text, clock.instant()))));
            })
        .onFailure(answer::completeExceptionally);
    return answer;
  }

  private void discard(HttpClientResponse response, HttpClientRequest request) {
    var read = new int[1];
    long timer = vertx.setTimer(PATIENCE_FOR_ANSWER.toMillis(), _ -> request.connection().close());
    response.exceptionHandler(_ -> vertx.cancelTimer(timer));
    response.endHandler(_ -> vertx.cancelTimer(timer));
    response.handler(
        part -> {
          read[0] += part.length();
          if (read[0] > MOST_OF_ANSWER) {
            vertx.cancelTimer(timer);
            request.connection().close();
          }
        });
  }

  /** A receiver that has answered before it has read everything is sent no more. */
  private void send(
      HttpClientRequest request, Body body, CompletableFuture<Outcome> answer, Instant end)
      throws IOException, InterruptedException, TimeoutException, ExecutionException {
    if (body instanceof Body.Whole(byte[] bytes)) {
      request.end(Buffer.buffer(bytes)).onFailure(answer::completeExceptionally);
      return;
    }
    request.setChunked(true);
    try {
      body.readTo(
          (bytes, offset, length) ->
              write(request, Buffer.buffer().appendBytes(bytes, offset, length), answer, end));
      request.end().onFailure(answer::completeExceptionally);
    } catch (Unwritten e) {
      e.rethrow();
    }
  }

  /** One piece after the other, so that no more than one is in memory. */
  private void write(
      HttpClientRequest request, Buffer piece, CompletableFuture<Outcome> answer, Instant end)
      throws Unwritten {
    try {
      if (answer.isDone()) {
        throw new ExecutionException(new ClosedChannelException());
      }
      var _ = within(end, settings.response(), request.write(piece).toCompletionStage());
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      if (answer.isDone()) {
        request.connection().close();
      }
      throw new Unwritten(e, answer.isDone());
    }
  }

  /** The receiver takes nothing more: it has answered, is stuck, or is gone. */
  private static final class Unwritten extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean answered;

    Unwritten(Exception cause, boolean answered) {
      super(cause);
      this.answered = answered;
    }

    void rethrow() throws InterruptedException, TimeoutException, ExecutionException {
      switch (getCause()) {
        case InterruptedException interrupted -> throw interrupted;
        case TimeoutException timeout when !answered -> throw timeout;
        case ExecutionException failure when !answered -> throw failure;
        default -> {
          // What it has answered is what counts.
        }
      }
    }
  }

  private <T> T within(Instant end, Duration most, CompletionStage<T> stage)
      throws InterruptedException, TimeoutException, ExecutionException {
    var left = Duration.between(clock.instant(), end);
    var patience = left.compareTo(most) < 0 ? left : most;
    return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Reason reason(Throwable cause) {
    for (var at = Optional.ofNullable(cause); at.isPresent(); at = at.map(Throwable::getCause)) {
      var known = known(at.get());
      if (known.isPresent()) {
        return known.get();
      }
    }
    return Reason.BROKEN_OFF;
  }

  private static Optional<Reason> known(Throwable cause) {
    return switch (cause) {
      case Forbidden _ -> Optional.of(Reason.FORBIDDEN);
      case SSLException _ -> Optional.of(Reason.UNTRUSTED);
      case ConnectTimeoutException _ -> Optional.of(Reason.TIMEOUT);
      case ConnectException _ -> Optional.of(Reason.UNREACHABLE);
      case NoRouteToHostException _ -> Optional.of(Reason.UNREACHABLE);
      case ClosedChannelException _ -> Optional.of(Reason.BROKEN_OFF);
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    lookUps.close();
    var _ = kept.close();
    var _ = fresh.close();
  }
}
