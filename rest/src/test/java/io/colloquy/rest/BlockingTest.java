package io.colloquy.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /** Waits for ever, unless it is interrupted. */
  private void blockOn(CountDownLatch never) throws InterruptedException {
    begun.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  @Test
  void theResultComesAndTheThreadMayBlock() {
    assertThat(Blocking.uni(() -> Thread.currentThread().isVirtual()).await().atMost(PATIENCE))
        .isTrue();
  }

  @Test
  void aFailureComesAsItIs() {
    assertThatThrownBy(
            () ->
                Blocking.uni(
                        () -> {
                          throw new IllegalStateException("no");
                        })
                    .await()
                    .atMost(PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
  }

  @Test
  void severalResultsComeInOrder() {
    var results =
        Blocking.<Integer>multi(
            sink -> {
              for (int i = 0; i < 500; i++) {
                sink.accept(i);
              }
            });

    assertThat(results.collect().asList().await().atMost(PATIENCE))
        .hasSize(500)
        .isSorted()
        .startsWith(0, 1);
  }

  @Test
  void whoGoesAwayInterruptsTheWork() throws Exception {
    var subscription =
        Blocking.uni(
                () -> {
                  blockOn(new CountDownLatch(1));
                  return "never";
                })
            .subscribe()
            .with(_ -> {});
    begun.await();

    subscription.cancel();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoGoesAwayFromSeveralResultsInterruptsTheWork() throws Exception {
    var subscription =
        Blocking.multi(sink -> blockOn(new CountDownLatch(1))).subscribe().with(_ -> {});
    begun.await();

    subscription.cancel();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
