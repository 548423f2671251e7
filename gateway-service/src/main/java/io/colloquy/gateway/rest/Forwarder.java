package io.colloquy.gateway.rest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Passes a request on to the service that answers it, and its answer back, both as streams. */
final class Forwarder {

  private static final Logger LOG = Logger.getLogger(Forwarder.class);

  private final HttpClient client;
  private final EntrySettings settings;

  Forwarder(Vertx vertx, EntrySettings settings) {
    this.settings = settings;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(settings.maxConnections())
                .setMaxWaitQueueSize(settings.maxConnections() * 4)
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())));
  }

  /**
   * @param exchange its request is paused
   */
  void forward(RoutingContext exchange, Upstream upstream, String requestId) {
    var request = exchange.request();
    if (declaredLength(request) > settings.maxBody().asLongValue()) {
      refuse(exchange, Problem.TOO_LARGE);
      return;
    }
    var query = request.query() == null ? "" : "?" + request.query();
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(upstream.host())
            .setPort(upstream.port())
            .setSsl(upstream.tls())
            .setURI(exchange.normalizedPath() + query)
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setIdleTimeout(settings.responseTimeout().toMillis());
    PassedHeaders.upstream(
        request.headers(), options.addHeader(RequestId.HEADER, requestId).getHeaders());
    client
        .request(options)
        .onSuccess(onward -> send(exchange, onward))
        .onFailure(failure -> refuse(exchange, problem(failure)));
  }

  private void send(RoutingContext exchange, HttpClientRequest onward) {
    var request = exchange.request();
    exchange.response().closeHandler(_ -> onward.reset());
    onward.exceptionHandler(failure -> LOG.debugf("a call broke off: %s", failure.toString()));
    onward
        .response()
        .onSuccess(answer -> giveBack(exchange, answer))
        .onFailure(failure -> refuse(exchange, problem(failure)));
    if (!hasBody(request)) {
      request.resume();
      var _ = onward.end();
      return;
    }
    onward.setChunked(request.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
    new BoundedBody(request, settings.maxBody().asLongValue())
        .pipe()
        .endOnFailure(false)
        .to(onward)
        .onFailure(
            failure -> {
              refuse(exchange, problem(failure));
              onward.reset();
            });
  }

  private static void giveBack(RoutingContext exchange, HttpClientResponse answer) {
    var response = exchange.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.statusCode());
    PassedHeaders.downstream(answer.headers(), response.headers());
    if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      response.setChunked(true);
    }
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onFailure(
            failure -> {
              LOG.debugf("an answer broke off: %s", failure.toString());
              response.reset();
            });
  }

  /** What is left of the request is read and thrown away, so that the client reads the answer. */
  private static void refuse(RoutingContext exchange, Problem problem) {
    if (!exchange.request().isEnded()) {
      exchange.request().handler(_ -> {}).resume();
    }
    problem.answer(exchange.response());
  }

  private static Problem problem(Throwable failure) {
    return switch (failure) {
      case BoundedBody.TooLarge _ -> Problem.TOO_LARGE;
      case TimeoutException _ -> Problem.TIMED_OUT;
      default -> {
        LOG.warnf("a service behind did not answer: %s", failure.toString());
        yield Problem.UNREACHABLE;
      }
    };
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || declaredLength(request) > 0;
  }

  private static long declaredLength(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
