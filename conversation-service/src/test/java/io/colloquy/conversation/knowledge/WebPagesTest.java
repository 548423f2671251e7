package io.colloquy.conversation.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on 127.0.0.1 stands for the Internet, one on 127.0.0.2 for what nobody may reach. */
class WebPagesTest {

  private static final InetAddress OPEN = address("127.0.0.1");
  private static final InetAddress CLOSED = address("127.0.0.2");

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Consumer<HttpServerResponse>> site = new HashMap<>();
  private final List<String> askedOfClosed = new CopyOnWriteArrayList<>();
  private final List<String> resolved = new ArrayList<>();
  private final Map<String, List<InetAddress>> names = new HashMap<>();
  private int port;

  /** What a page may take here. */
  private record Limits(int maxBytes, int maxRedirects, Duration time)
      implements KnowledgeConfig.Web {
    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public int waiting() {
      return 1;
    }
  }

  @BeforeEach
  void serve() throws Exception {
    port =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    site.getOrDefault(request.path(), WebPagesTest::none)
                        .accept(request.response()))
            .listen(0, OPEN.getHostAddress())
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .actualPort();
    vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              askedOfClosed.add(request.path());
              request.response().end("secret");
            })
        .listen(port, CLOSED.getHostAddress())
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    names.put("open.example", List.of(OPEN));
    names.put("closed.example", List.of(CLOSED));
    names.put("both.example", List.of(OPEN, CLOSED));
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void none(HttpServerResponse response) {
    response.setStatusCode(404).end();
  }

  private WebPages.Page fetch(String url, Limits limits, Predicate<InetAddress> reachable) {
    return fetch(url, limits, new Egress(reachable, this::resolve));
  }

  private WebPages.Page fetch(String url, Limits limits, Egress egress) {
    try (var pages = new WebPages(vertx, limits, egress, Clock.systemUTC())) {
      return pages.fetch(url);
    }
  }

  private WebPages.Page fetch(String url) {
    return fetch(url, new Limits(1000, 2, Duration.ofSeconds(10)), OPEN::equals);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    resolved.add(host);
    var known = names.get(host);
    return known == null ? List.of(InetAddress.getAllByName(host)) : known;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private String at(String host, String path) {
    return "http://%s:%d%s".formatted(host, port, path);
  }

  private void page(String path, String type, String body) {
    site.put(path, response -> response.putHeader("content-type", type).end(body));
  }

  private void redirect(String path, String location) {
    site.put(path, response -> response.setStatusCode(302).putHeader("location", location).end());
  }

  @Test
  void aPageIsFetchedFromTheAddressOfItsName() {
    page("/a", "text/html; charset=utf-8", "<p>hello</p>");

    var page = fetch(at("open.example", "/a?b=c#d"));

    assertThat(new String(page.body(), StandardCharsets.UTF_8)).isEqualTo("<p>hello</p>");
    assertThat(page.name()).isEqualTo("page.html");
    assertThat(resolved).containsExactly("open.example");
  }

  @Test
  void aRedirectIsFollowed() {
    page("/b.txt", "text/plain", "b");
    redirect("/a", "b.txt");

    assertThat(fetch(at("open.example", "/a")).name()).isEqualTo("b.txt");
  }

  @Test
  void aNameOfAPrivateAddressIsRefused() {
    refused(at("closed.example", "/"), "private network");
  }

  @Test
  void aNameThatHasAPrivateAddressBesidesIsRefused() {
    refused(at("both.example", "/"), "private network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://closed.example:%d/secret",
        "http://127.0.0.2:%d/",
        "//closed.example:%d/x"
      })
  void aRedirectToAPrivateAddressIsRefused(String location) {
    redirect("/a", location.formatted(port));

    refused(at("open.example", "/a"), "private network");
  }

  @Test
  void aRedirectToAnotherSchemeIsRefused() {
    redirect("/a", "file:///etc/passwd");

    refused(at("open.example", "/a"), "http:// or https://");
  }

  @Test
  void aNameThatMeansAnotherMachineAMomentLaterGainsNothing() {
    names.put("rebound.example", List.of(OPEN));
    page("/", "text/html", "open");
    Predicate<InetAddress> judgesAndRebinds =
        address -> {
          names.put("rebound.example", List.of(CLOSED));
          return OPEN.equals(address);
        };

    var page =
        fetch(
            at("rebound.example", "/"),
            new Limits(1000, 2, Duration.ofSeconds(10)),
            judgesAndRebinds);

    assertThat(new String(page.body(), StandardCharsets.UTF_8)).isEqualTo("open");
    assertThat(resolved).containsExactly("rebound.example");
    assertThat(askedOfClosed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[64:ff9b::127.0.0.1]/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://example.com/",
        "http:///x",
        "http://user@example.com/",
        "http://example.com@127.0.0.1/",
        "jar:http://example.com!/",
        "//example.com",
        "example.com",
        "http://exa mple/",
        ""
      })
  void whatIsNotOfTheInternetIsNeverFetched(String url) {
    assertThatThrownBy(
            () ->
                fetch(
                    url,
                    new Limits(1000, 2, Duration.ofSeconds(10)),
                    new Egress(false, this::resolve)))
        .isInstanceOf(Unreadable.class)
        .hasMessageMatching(".*(private network|should be a URL|not known).*");
  }

  @Test
  void aPageThatIsTooLargeIsNotTakenIn() {
    page("/a", "text/html", "x".repeat(1001));
    site.put(
        "/endless",
        response -> {
          response.setChunked(true).putHeader("content-type", "text/html");
          vertx.setPeriodic(1, timer -> response.write("x".repeat(100)));
        });

    refused(at("open.example", "/a"), "larger than 1000 bytes");
    refused(at("open.example", "/endless"), "larger than 1000 bytes");
  }

  @Test
  void aPageThatDoesNotComeIsGivenUp() {
    site.put("/a", response -> response.setChunked(true).write("and"));

    assertThatThrownBy(
            () ->
                fetch(
                    at("open.example", "/a"),
                    new Limits(1000, 2, Duration.ofMillis(300)),
                    OPEN::equals))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("too long");
  }

  @ParameterizedTest
  @CsvSource({"image/png, type", "application/octet-stream, type"})
  void whatCannotBeReadIsRefused(String type, String why) {
    page("/a", type, "x");

    refused(at("open.example", "/a"), why);
  }

  @Test
  void pagesThatAreMissingEncodedOrInCirclesAreRefused() {
    redirect("/circle", "/circle");
    site.put("/gzip", response -> response.putHeader("content-encoding", "gzip").end("x"));

    refused(at("open.example", "/none"), "status 404");
    refused(at("open.example", "/circle"), "redirects too often");
    refused(at("open.example", "/gzip"), "encoded");
  }

  private void refused(String url, String why) {
    assertThatThrownBy(() -> fetch(url)).isInstanceOf(Unreadable.class).hasMessageContaining(why);
    assertThat(askedOfClosed).isEmpty();
  }
}
