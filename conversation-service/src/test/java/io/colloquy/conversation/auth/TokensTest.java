package io.colloquy.conversation.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.conversation.Rest;
import io.colloquy.rest.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Row WT-19: when a token is asked for, and when the one that there is does. */
class TokensTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Optional<Duration> lifetime = Optional.empty();

  private final Tokens tokens = new Tokens(() -> now, _ -> next());

  private Token next() {
    return new Token("t" + asked.incrementAndGet(), lifetime.map(now::plus), Optional.empty());
  }

  private static Connection connection(String secret) {
    return new Connection(
        new Workspace("w"), "c", Rest.json("{\"client_secret\": \"%s\"}".formatted(secret)));
  }

  private String token() throws Exception {
    return tokens.of(connection("a"), Optional.empty(), PATIENCE);
  }

  @Test
  void aTokenWithoutAnEndIsKept() throws Exception {
    assertThat(token()).isEqualTo("t1");
    now = now.plus(Duration.ofDays(30));
    assertThat(token()).isEqualTo("t1");
  }

  @Test
  void aTokenIsReplacedBeforeItsEnd() throws Exception {
    lifetime = Optional.of(Duration.ofMinutes(10));
    token();

    now = now.plusSeconds(10 * 60 - 31);
    assertThat(token()).isEqualTo("t1");
    now = now.plusSeconds(1);
    assertThat(token()).isEqualTo("t2");
  }

  @Test
  void aRefusedTokenIsReplacedOnceForAllWhoHadIt() throws Exception {
    token();

    assertThat(tokens.of(connection("a"), Optional.of("t1"), PATIENCE)).isEqualTo("t2");
    assertThat(tokens.of(connection("a"), Optional.of("t1"), PATIENCE)).isEqualTo("t2");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aChangedConnectionHasAnotherToken() throws Exception {
    token();

    assertThat(tokens.of(connection("b"), Optional.empty(), PATIENCE)).isEqualTo("t2");
  }

  @Test
  void callsAtOnceShareOneRequest() throws Exception {
    var release = new CountDownLatch(1);
    var slow =
        new Tokens(
            () -> now,
            _ -> {
              release.await();
              return next();
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(threads.submit(() -> slow.of(connection("a"), Optional.empty(), PATIENCE)));
      }
      calls.getFirst().cancel(true);
      release.countDown();
      for (var call : calls.subList(1, calls.size())) {
        assertThat(call.get()).isEqualTo("t1");
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void afterAFailureItIsAskedAgain() throws Exception {
    var failing =
        new Tokens(
            () -> now,
            _ -> {
              if (asked.incrementAndGet() == 1) {
                throw new NotAuthorized("No token was given: not today.");
              }
              return next();
            });

    assertThatThrownBy(() -> failing.of(connection("a"), Optional.empty(), PATIENCE))
        .isInstanceOf(NotAuthorized.class)
        .hasMessage("No token was given: not today.");
    assertThat(failing.of(connection("a"), Optional.empty(), PATIENCE)).isEqualTo("t3");
  }

  @Test
  void nobodyWaitsLongerThanTheyMay() {
    var silent =
        new Tokens(
            () -> now,
            _ -> {
              new CountDownLatch(1).await();
              return next();
            });

    assertThatThrownBy(() -> silent.of(connection("a"), Optional.empty(), Duration.ofMillis(20)))
        .hasMessage("No token was given in time.");
  }
}
