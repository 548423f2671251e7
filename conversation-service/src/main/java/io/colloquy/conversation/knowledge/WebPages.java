package io.colloquy.conversation.knowledge;

import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.colloquy.rest.egress.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Fetches pages that customers name, from where {@link Egress} allows. Each redirect is judged like
 * the address that was named.
 */
final class WebPages implements AutoCloseable {

  private static final Pattern READABLE =
      Pattern.compile(
          "text/.*|application/(pdf|xhtml\\+xml|epub\\+zip"
              + "|vnd\\.openxmlformats-officedocument\\.wordprocessingml\\.document)");

  private final KnowledgeConfig.Web limits;
  private final Egress egress;
  private final InstantSource clock;
  private final HttpClient client;

  /** What was fetched, and what its address says of its type. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to a parser, never compared
  record Page(byte[] body, String name) {}

  private sealed interface Reply {
    record Redirect(String location) implements Reply {}

    record Body(Page page) implements Reply {}
  }

  WebPages(Vertx vertx, KnowledgeConfig.Web limits, Egress egress, InstantSource clock) {
    this.limits = limits;
    this.egress = egress;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(32_768)
                .setConnectTimeout((int) limits.time().toMillis()));
  }

  /**
   * Blocks its (virtual) thread.
   *
   * @throws Unreadable with why nothing was fetched
   */
  Page fetch(String address) {
    var deadline = clock.instant().plus(limits.time());
    var target = target(address);
    for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
      switch (get(target, deadline)) {
        case Reply.Body(Page page) -> {
          return page;
        }
        case Reply.Redirect(String location) -> target = target(resolved(target.uri(), location));
      }
    }
    throw new Unreadable("The page redirects too often.");
  }

  private static String resolved(URI base, String location) {
    try {
      return base.resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw new Unreadable("The page redirects to an address that is none.", e);
    }
  }

  private Target target(String address) {
    try {
      return egress.page(address);
    } catch (Forbidden e) {
      throw new Unreadable(e.getMessage(), e);
    }
  }

  private Reply get(Target target, Instant deadline) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(target.socketAddress()))
            .setHost(target.uri().getHost())
            .setPort(target.port())
            .setSsl(target.tls())
            .setURI(target.path())
            .putHeader(HttpHeaders.USER_AGENT, "Colloquy")
            .putHeader(HttpHeaders.ACCEPT, "text/html, text/*, application/pdf, */*;q=0.1")
            .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    var requested = client.request(options);
    var reply = requested.compose(HttpClientRequest::send).compose(r -> reply(target.uri(), r));
    try {
      var left = Duration.between(clock.instant(), deadline).toMillis();
      return reply.toCompletionStage().toCompletableFuture().get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      requested.onSuccess(HttpClientRequest::reset);
      throw new Unreadable("The page took too long to come.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unreadable unreadable
          ? unreadable
          : new Unreadable("The page cannot be fetched.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreadable("The page cannot be fetched.", e);
    }
  }

  private Future<Reply> reply(URI uri, HttpClientResponse response) {
    int status = response.statusCode();
    var location = Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION));
    if (status >= 300 && status < 400 && location.isPresent()) {
      response.request().connection().close();
      return Future.succeededFuture(new Reply.Redirect(location.get()));
    }
    var refusal = refusal(status, response);
    if (refusal.isPresent()) {
      response.request().connection().close();
      return Future.failedFuture(new Unreadable(refusal.get()));
    }
    return Future.fromCompletionStage(body(uri, response));
  }

  private static Optional<String> refusal(int status, HttpClientResponse response) {
    if (status != 200) {
      return Optional.of("The page was answered with status %d.".formatted(status));
    }
    var encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of("The page is encoded in a way that was not asked for.");
    }
    return READABLE.matcher(mediaType(response)).matches()
        ? Optional.empty()
        : Optional.of("The page is of a type that is not read.");
  }

  private static String mediaType(HttpClientResponse response) {
    var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null
        ? "text/html"
        : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  private CompletableFuture<Reply> body(URI uri, HttpClientResponse response) {
    var received = new CompletableFuture<Reply>();
    var body = new ByteArrayOutputStream();
    response.exceptionHandler(received::completeExceptionally);
    response.handler(
        part -> {
          if (body.size() + part.length() > limits.maxBytes()) {
            received.completeExceptionally(
                new Unreadable("The page is larger than %d bytes.".formatted(limits.maxBytes())));
            response.request().connection().close();
          } else {
            body.writeBytes(part.getBytes());
          }
        });
    response.endHandler(
        end ->
            received.complete(new Reply.Body(new Page(body.toByteArray(), name(uri, response)))));
    return received;
  }

  /** A file name that hints at what the server says the page is. */
  private static String name(URI uri, HttpClientResponse response) {
    var type = mediaType(response);
    if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
      return "page.html";
    }
    var path = String.valueOf(uri.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    var _ = client.close();
  }
}
