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
import java.util.Map;
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
   * @param headers what the gateway itself tells the service
   */
  void forward(RoutingContext exchange, Route route, Map<String, String> headers) {
    var request = exchange.request();
    var upstream = route.upstream();
    if (declaredLength(request) > route.maxBody()) {
      Problem.TOO_LARGE.refuse(exchange);
      return;
    }
    if (hasBody(request) && !MediaTypes.areUnderstood(request)) {
      Problem.WRONG_MEDIA_TYPE.refuse(exchange);
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
            .setIdleTimeout(route.responseTimeout().toMillis());
    headers.forEach(options::addHeader);
    PassedHeaders.upstream(request.headers(), options.getHeaders());
    client
        .request(options)
        .onSuccess(onward -> send(exchange, onward, route.maxBody()))
        .onFailure(failure -> problem(failure).refuse(exchange));
  }

  private void send(RoutingContext exchange, HttpClientRequest onward, long maxBody) {
    var request = exchange.request();
    exchange.response().closeHandler(_ -> onward.reset());
    onward.exceptionHandler(failure -> LOG.debugf("a call broke off: %s", failure.toString()));
    onward
        .response()
        .onSuccess(answer -> giveBack(exchange, answer))
        .onFailure(failure -> problem(failure).refuse(exchange));
    if (!hasBody(request)) {
      request.resume();
      var _ = onward.end();
      return;
    }
    onward.setChunked(request.getHeader(HttpHeaders.CONTENT_LENGTH) == null);
    new BoundedBody(request, maxBody)
        .pipe()
        .endOnFailure(false)
        .to(onward)
        .onFailure(
            failure -> {
              problem(failure).refuse(exchange);
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
