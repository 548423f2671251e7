package io.colloquy.analysis.webhooks.delivery;

import static io.colloquy.analysis.webhooks.delivery.EventKind.POST_CALL_AUDIO;
import static io.colloquy.analysis.webhooks.delivery.EventKind.POST_CALL_TRANSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.webhooks.delivery.Outcome.Answered;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries in a time of their own, far in the future, where nothing else is due. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class LedgerTest {

  private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration AUDIO_LEASE = Duration.ofMinutes(6);
  private static final int ALL = 1_000;

  @Inject Pool pool;

  private Stock stock;
  private PostgresLedger one;
  private PostgresLedger other;

  @BeforeEach
  void begin() {
    stock = new Stock(pool, START);
    one = ledger("one/a");
    other = ledger("other/b");
  }

  @AfterEach
  void clear() {
    stock.clear();
  }

  private PostgresLedger ledger(String lease) {
    return new PostgresLedger(
        pool, new LedgerSettings(lease, 4, 3, LEASE, AUDIO_LEASE, new Schedule(() -> 0.0)));
  }

  private static List<String> events(List<Claim> claims) {
    return claims.stream().map(claim -> claim.event().id()).toList();
  }

  private static Done done(Claim claim, int status) {
    return new Done(
        claim,
        new Answered(status, Optional.empty()),
        START,
        Duration.ofMillis(20),
        Optional.of("00"));
  }

  @Test
  void aDeliveryIsOneInstancesUntilItsLeaseIsOver() {
    var webhook = stock.webhook();
    var event = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);

    assertThat(events(one.claim(START, ALL))).containsExactly(event);
    assertThat(other.claim(START.plus(LEASE).minusMillis(1), ALL)).isEmpty();
    var again = other.claim(START.plus(LEASE), ALL);
    assertThat(events(again)).containsExactly(event);
    assertThat(again.getFirst().attempt()).isEqualTo(2);
  }

  @Test
  void whatAKilledInstanceHadSentIsSentAgainWithTheSameId() {
    var event = stock.delivery(stock.webhook(), "conv_1", POST_CALL_TRANSCRIPTION);
    var first = one.claim(START, ALL).getFirst();

    var second = other.claim(START.plus(LEASE), ALL).getFirst();
    other.record(List.of(done(second, 200)), START.plus(LEASE));

    assertThat(second.event().id()).isEqualTo(event).isEqualTo(first.event().id());
    assertThat(second.event().body().orElseThrow()).isEqualTo(first.event().body().orElseThrow());
    assertThat(stock.status(event)).isEqualTo("DELIVERED");
  }

  @Test
  void whoeverHasLostItsLeaseDecidesNothing() {
    var event = stock.delivery(stock.webhook(), "conv_1", POST_CALL_TRANSCRIPTION);
    var late = one.claim(START, ALL).getFirst();
    var mine = other.claim(START.plus(LEASE), ALL).getFirst();

    one.record(List.of(done(late, 410)), START.plus(LEASE));

    assertThat(stock.status(event)).isEqualTo("PENDING");
    other.record(List.of(done(mine, 200)), START.plus(LEASE));
    assertThat(stock.status(event)).isEqualTo("DELIVERED");
  }

  @Test
  void anInstanceThatComesBackNeedNotWaitForItsOwnLease() {
    var event = stock.delivery(stock.webhook(), "conv_1", POST_CALL_TRANSCRIPTION);
    stock.delivery(stock.webhook(), "conv_2", POST_CALL_TRANSCRIPTION);
    assertThat(one.claim(START, 1)).hasSize(1);
    assertThat(other.claim(START, 1)).hasSize(1);

    var reborn = ledger("one/c");
    reborn.release("one/", START.plusSeconds(1));

    assertThat(events(reborn.claim(START.plusSeconds(1), ALL))).containsExactly(event);
  }

  @Test
  void eventsOfOneKindOfAConversationComeOneAfterTheOther() {
    var webhook = stock.webhook();
    var first = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);
    var second = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);
    var audio = stock.delivery(webhook, "conv_1", POST_CALL_AUDIO);
    var stranger = stock.delivery(webhook, "conv_2", POST_CALL_TRANSCRIPTION);

    var claims = one.claim(START, ALL);

    assertThat(events(claims)).containsExactly(first, audio, stranger);
    one.record(List.of(done(claims.getFirst(), 500)), START);
    assertThat(one.claim(START.plusSeconds(4), ALL)).isEmpty();
    var again = one.claim(START.plusSeconds(5), ALL);
    assertThat(events(again)).containsExactly(first);
    one.record(List.of(done(again.getFirst(), 200)), START.plusSeconds(5));
    assertThat(events(one.claim(START.plusSeconds(5), ALL))).containsExactly(second);
  }

  @Test
  void aReceiverGetsAFewAtOnceOfAllInstancesTogetherAndHoldsUpNobody() {
    var busy = stock.webhook();
    for (int i = 0; i < 20; i++) {
      stock.delivery(busy, "conv_" + i, POST_CALL_TRANSCRIPTION);
    }
    var quiet = stock.webhook();
    var event = stock.delivery(quiet, "conv_1", POST_CALL_TRANSCRIPTION);

    var claims = one.claim(START, ALL);

    assertThat(claims).hasSize(5);
    assertThat(events(claims)).contains(event);
    assertThat(other.claim(START, ALL)).isEmpty();
    one.record(List.of(done(claims.getFirst(), 200)), START);
    assertThat(other.claim(START, ALL)).hasSize(1);
  }

  @Test
  void whoeverHasWaitedLongestIsServedFirst() {
    var a = stock.delivery(stock.webhook(), "conv_1", POST_CALL_TRANSCRIPTION);
    var wb = stock.webhook();
    var b = stock.delivery(wb, "conv_1", POST_CALL_TRANSCRIPTION);
    var wc = stock.webhook();
    var c = stock.delivery(wc, "conv_1", POST_CALL_TRANSCRIPTION);
    assertThat(events(one.claim(START, ALL))).containsExactlyInAnyOrder(a, b, c);
    var again = stock.delivery(wb, "conv_2", POST_CALL_TRANSCRIPTION);
    assertThat(events(one.claim(START.plusSeconds(1), 1))).containsExactly(again);

    stock.delivery(wb, "conv_3", POST_CALL_TRANSCRIPTION);
    var waiting = stock.delivery(wc, "conv_3", POST_CALL_TRANSCRIPTION);

    assertThat(one.claim(START.plusSeconds(2), ALL).stream().map(it -> it.receiver().webhookId()))
        .containsExactlyInAnyOrder(wb, wc);
    assertThat(stock.status(waiting)).isEqualTo("PENDING");
  }

  @Test
  void aReceiverThatIsDownIsAskedByOneAtATime() {
    var webhook = stock.webhook();
    for (int i = 0; i < 10; i++) {
      stock.delivery(webhook, "conv_" + i, POST_CALL_TRANSCRIPTION);
    }
    var failed = one.claim(START, ALL).stream().map(claim -> done(claim, 503)).toList();
    one.record(failed, START);

    var probe = one.claim(START, ALL);
    assertThat(probe).hasSize(1);
    one.record(List.of(done(probe.getFirst(), 200)), START);

    assertThat(one.claim(START, ALL)).hasSize(4);
  }

  @Test
  void nothingIsBroughtToADisabledWebhookUntilItIsEnabled() {
    var webhook = stock.webhook();
    var gone = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);
    var claim = one.claim(START, ALL).getFirst();
    var waiting = stock.delivery(webhook, "conv_2", POST_CALL_TRANSCRIPTION);

    one.record(List.of(done(claim, 410)), START);

    assertThat(stock.state(webhook)).isEqualTo("AUTO_DISABLED");
    assertThat(stock.status(gone)).isEqualTo("FAILED");
    assertThat(one.claim(START, ALL)).isEmpty();
    stock.enable(webhook);
    assertThat(events(one.claim(START, ALL))).containsExactly(waiting);
  }

  @Test
  void whatMayNotBeKeptGoesWithTheLastAttempt() {
    var webhook = stock.webhook();
    var kept = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);
    var discreet = stock.discreetDelivery(webhook, "conv_2");
    assertThat(stock.hasBody(discreet)).isTrue();

    one.record(one.claim(START, ALL).stream().map(claim -> done(claim, 500)).toList(), START);

    assertThat(stock.status(discreet)).isEqualTo("FAILED");
    assertThat(stock.hasBody(discreet)).isFalse();
    assertThat(stock.hasBody(kept)).isTrue();
  }

  @Test
  void aWebhookThatWantsNoRetriesGetsNone() {
    var webhook = stock.webhook();
    stock.withoutRetries(webhook);
    var event = stock.delivery(webhook, "conv_1", POST_CALL_TRANSCRIPTION);

    one.record(one.claim(START, ALL).stream().map(claim -> done(claim, 500)).toList(), START);

    assertThat(stock.status(event)).isEqualTo("FAILED");
  }

  @Test
  void anHourOfErrorsLosesNothing() {
    var webhook = stock.webhook();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      events.add(stock.delivery(webhook, "conv_" + i, POST_CALL_TRANSCRIPTION));
    }
    var clock = new ManualClock(START);
    var up = START.plus(Duration.ofHours(1));
    List<Done> seen = new ArrayList<>();
    Courier courier =
        claim -> {
          int status = clock.instant().isBefore(up) ? 500 : 200;
          return new Done(
              claim,
              new Answered(status, Optional.empty()),
              clock.instant(),
              Duration.ZERO,
              Optional.empty());
        };
    var dispatcher = new Dispatcher(one, courier, Runnable::run, seen::add, clock, 256);

    var end = START.plus(Duration.ofHours(4));
    while (clock.instant().isBefore(end)) {
      if (dispatcher.pass() == 0) {
        clock.advance(Duration.ofSeconds(30));
      }
    }

    assertThat(events).allMatch(event -> stock.status(event).equals("DELIVERED"));
    assertThat(stock.state(webhook)).isEqualTo("ENABLED");
    assertThat(seen.stream().filter(done -> done.outcome().isDelivered())).hasSize(12);
    assertThat(seen).hasSizeLessThanOrEqualTo(12 * 5);
  }
}
