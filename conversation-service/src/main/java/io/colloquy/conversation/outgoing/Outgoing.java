package io.colloquy.conversation.outgoing;

import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.colloquy.rest.egress.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends requests to addresses that customers name: to the address that was judged, under the name
 * that the URL has, with no redirect followed. Connections are kept for a moment, and there are no
 * more than so many to one host; who has to wait for one waits within its own time.
 *
 * <p>Safe for many threads, which block.
 */
public final class Outgoing implements AutoCloseable {

  /** Shorter than what common servers allow, so that a connection is not used while they close. */
  private static final int KEPT_SECONDS = 4;

  private final HttpClient client;
  private final Egress egress;
  private final ExecutorService lookUps = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * To one host.
   *
   * @param connections at once
   * @param waiting requests that wait for one of them
   */
  public record Limits(int connections, int waiting) {}

  public Outgoing(Vertx vertx, Egress egress, Limits limits) {
    this.egress = egress;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setMaxPoolSize(limits.connections())
                .setMaxWaitQueueSize(limits.waiting())
                .setMaxHeaderSize(32_768)
                .setDecompressionSupported(true)
                .setConnectTimeout((int) Duration.ofSeconds(60).toMillis()));
  }

  /**
   * Sends a request and reads the answer, whatever its status.
   *
   * @param mostBytes of the body; what comes after them is not read
   * @throws Unanswered if the address is refused, the server is not reached, or the last byte has
   *     not come in time
   */
  public Answer send(Request request, Deadline deadline, int mostBytes)
      throws Unanswered, InterruptedException {
    var target =
        await(CompletableFuture.supplyAsync(() -> egress.target(request.url()), lookUps), deadline);
    var exchange = new Exchange(mostBytes);
    client
        .request(options(request, target))
        .onSuccess(ready -> exchange.begin(ready, request.body()))
        .onFailure(exchange::fail);
    try {
      return await(exchange.answer(), deadline);
    } finally {
      exchange.end();
    }
  }

  private static RequestOptions options(Request request, Target target) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setServer(SocketAddress.inetSocketAddress(target.socketAddress()))
            .setHost(target.uri().getHost())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path());
    options.putHeader("user-agent", "Colloquy");
    request.headers().forEach(header -> options.putHeader(header.getKey(), header.getValue()));
    return options;
  }

  private static <T> T await(CompletableFuture<T> outcome, Deadline deadline)
      throws Unanswered, InterruptedException {
    try {
      return outcome.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Unanswered(
          "The server did not answer within %d seconds.".formatted(deadline.time().toSeconds()));
    } catch (ExecutionException e) {
      var cause =
          e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
      throw new Unanswered(why(cause));
    }
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case Forbidden forbidden -> forbidden.getMessage();
      case ConnectionPoolTooBusyException _ -> "Too many requests wait for this server.";
      case SSLException _ -> "No secure connection to the server: its certificate is not trusted.";
      case ConnectException _ -> "The server cannot be reached.";
      case UnresolvedAddressException _ -> "The server cannot be reached.";
      default -> "The server ended the connection before it had answered.";
    };
  }

  @Override
  public void close() {
    lookUps.close();
    var _ = client.close();
  }
}
