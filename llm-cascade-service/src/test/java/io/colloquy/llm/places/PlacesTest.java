package io.colloquy.llm.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.Terms.Use;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final String PROVIDER = "openai";
  private static final int MANY = 10_000;
  private static final List<Use> USES = List.of(Use.VOICE, Use.CHAT, Use.BACKGROUND);

  private final VirtualTime time = new VirtualTime();
  private final List<String> seen = new ArrayList<>();

  /** Who has a place, by name, in the order in which they got it. */
  private final List<String> seated = new ArrayList<>();

  private final Map<String, Ticket> tickets = new HashMap<>();

  @Test
  void whoFindsAPlaceFreeHasItAtOnce() {
    var places = places(new Allowance(2, 2, 2, 0));

    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.BACKGROUND, "second");

    assertThat(seated).containsExactly("first", "second");
    assertThat(places.taken(PROVIDER)).isEqualTo(2);
  }

  @Test
  void whoFindsNoneWaitsForTheFirstThatIsGivenBack() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.VOICE, "second");
    take(places, "a", Use.VOICE, "third");
    assertThat(seated).containsExactly("first");

    time.advance(Duration.ofMillis(70));
    giveBack("first");

    assertThat(seated).containsExactly("first", "second");
    assertThat(seen).containsExactly("openai VOICE seated after 0", "openai VOICE seated after 70");
    assertThat(places.waiting(Use.VOICE)).isEqualTo(1);
  }

  @Test
  void aPlaceIsGivenBackOnceHoweverOftenItIsSaid() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.VOICE, "second");
    take(places, "a", Use.VOICE, "third");

    giveBack("first");
    giveBack("first");

    assertThat(seated).containsExactly("first", "second");
    assertThat(places.taken(PROVIDER)).isEqualTo(1);
  }

  @Test
  void aVoiceGoesBeforeAChatAndAChatBeforeWorkInTheBackground() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.BACKGROUND, "analysis");
    take(places, "a", Use.CHAT, "chat");
    take(places, "a", Use.VOICE, "voice");

    giveBack("first");
    giveBack("voice");
    giveBack("chat");

    assertThat(seated).containsExactly("first", "voice", "chat", "analysis");
  }

  @Test
  void workspacesTakeTurnsHoweverManyEachSends() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "big", Use.CHAT, "first");
    for (int i = 1; i <= 4; i++) {
      take(places, "big", Use.CHAT, "big" + i);
    }
    take(places, "small", Use.CHAT, "small1");
    take(places, "tiny", Use.CHAT, "tiny1");
    take(places, "small", Use.CHAT, "small2");

    for (int i = 0; i < 7; i++) {
      giveBack(seated.getLast());
    }

    assertThat(seated)
        .containsExactly("first", "big1", "small1", "tiny1", "big2", "small2", "big3", "big4");
  }

  @Test
  void aWorkspaceHasNoMoreThanItsShareAndKeepsNobodyElseFromTheRest() {
    var places = places(Allowance.of(4, 0.5, 1, 9));
    take(places, "big", Use.VOICE, "big1");
    take(places, "big", Use.VOICE, "big2");
    take(places, "big", Use.VOICE, "big3");
    take(places, "small", Use.CHAT, "small1");
    assertThat(seated).containsExactly("big1", "big2", "small1");

    giveBack("small1");
    assertThat(seated).hasSize(3);
    giveBack("big1");

    assertThat(seated).endsWith("big3");
  }

  @Test
  void oneProvidersQueueIsNotAnothers() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "a", Use.VOICE, "first");

    var _ = places.take("gemini", terms("a", Use.VOICE), _ -> seated.add("other"));

    assertThat(seated).containsExactly("first", "other");
    assertThat(places.taken(PROVIDER)).isEqualTo(1);
    assertThat(places.taken("gemini")).isEqualTo(1);
  }

  @Test
  void whoNoLongerWaitsLeavesTheQueueAndIsNeverCalled() {
    var places = places(new Allowance(1, 1, 1, 9));
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.VOICE, "second");
    take(places, "a", Use.VOICE, "third");

    time.advance(Duration.ofMillis(40));
    giveBack("second");
    giveBack("first");

    assertThat(seated).containsExactly("first", "third");
    assertThat(seen).contains("openai VOICE gave up after 40");
    giveBack("third");
    assertThat(places.taken()).isZero();
    assertThat(places.waiting(Use.VOICE)).isZero();
  }

  @Test
  void whoLeavesBetweenTheGrantAndTheCallIsNotCalledAndKeepsNoPlace() {
    List<Runnable> calls = new ArrayList<>();
    var places = new Places(_ -> new Allowance(1, 1, 1, 9), time, calls::add, Places.Observer.NONE);
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.VOICE, "second");
    giveBack("first");

    giveBack("second");
    calls.forEach(Runnable::run);

    assertThat(seated).containsExactly("first");
    assertThat(places.taken()).isZero();
  }

  @Test
  void tooManyThatWaitAreRefusedButOnlyOfTheirKind() {
    var places = places(new Allowance(1, 1, 1, 2));
    take(places, "a", Use.VOICE, "first");
    take(places, "a", Use.BACKGROUND, "b1");
    take(places, "a", Use.BACKGROUND, "b2");

    assertThat(places.take(PROVIDER, terms("a", Use.BACKGROUND), _ -> seated.add("b3"))).isEmpty();
    assertThat(places.take(PROVIDER, terms("a", Use.VOICE), _ -> {})).isPresent();
    assertThat(places.take(PROVIDER, terms("b", Use.BACKGROUND), _ -> {})).isPresent();
    assertThat(seen).containsOnlyOnce("openai BACKGROUND refused");
    assertThat(seated).doesNotContain("b3");
  }

  @Test
  void aFloodOfWorkInTheBackgroundDelaysNoVoice() {
    var places = places(Allowance.of(20, 1, 0.5, MANY));
    for (int i = 0; i < MANY; i++) {
      take(places, "w" + i % 3, Use.BACKGROUND, "b" + i);
    }
    assertThat(seated).hasSize(10);

    for (int i = 0; i < 10; i++) {
      take(places, "caller", Use.VOICE, "voice" + i);
      assertThat(seated).last().isEqualTo("voice" + i);
    }

    take(places, "caller", Use.VOICE, "eleventh");
    giveBack("b0");
    assertThat(seated).last().isEqualTo("eleventh");
  }

  @Test
  void aFloodThatEndsAtOnceIsWorkedOffWithoutAnEverDeeperStack() throws Exception {
    var finished = new CountDownLatch(MANY);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var places =
          new Places(_ -> new Allowance(1, 1, 1, MANY), time, threads, Places.Observer.NONE);
      take(places, "a", Use.VOICE, "first");
      for (int i = 0; i < MANY; i++) {
        var _ =
            places.take(
                PROVIDER,
                terms("a", Use.BACKGROUND),
                ticket -> {
                  ticket.giveBack();
                  finished.countDown();
                });
      }

      giveBack("first");
      finished.await();

      assertThat(places.taken()).isZero();
    }
  }

  @Test
  void noPlaceIsLostAndNoneIsTakenTwiceWhenManyComeAndGo() throws Exception {
    int most = 5;
    var inside = new AtomicInteger();
    var crowd = new AtomicInteger();
    var gone = new CountDownLatch(MANY);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var places =
          new Places(_ -> new Allowance(most, 3, 2, MANY), time, threads, Places.Observer.NONE);
      for (int i = 0; i < MANY; i++) {
        var terms = terms("w" + i % 7, USES.get(i % 3));
        boolean impatient = i % 4 == 0;
        threads.execute(
            () -> {
              if (impatient) {
                places.take(PROVIDER, terms, _ -> {}).orElseThrow().giveBack();
                gone.countDown();
              } else {
                var _ = places.take(PROVIDER, terms, ticket -> visit(ticket, inside, crowd, gone));
              }
            });
      }
      gone.await();

      assertThat(places.taken()).isZero();
      assertThat(crowd).hasValueBetween(1, most);
    }
  }

  private static void visit(
      Ticket ticket, AtomicInteger inside, AtomicInteger crowd, CountDownLatch gone) {
    crowd.accumulateAndGet(inside.incrementAndGet(), Math::max);
    inside.decrementAndGet();
    ticket.giveBack();
    gone.countDown();
  }

  @Test
  void aShareIsNeverNothingAndNeverMoreThanAll() {
    assertThat(Allowance.of(3, 0.1, 0.5, 0)).isEqualTo(new Allowance(3, 1, 1, 0));
    assertThatThrownBy(() -> Allowance.of(3, 1.5, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Allowance.of(3, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private Places places(Allowance allowance) {
    return new Places(
        _ -> allowance,
        time,
        Runnable::run,
        new Places.Observer() {
          @Override
          public void seated(String provider, Use use, long waitedMs) {
            seen.add(provider + " " + use + " seated after " + waitedMs);
          }

          @Override
          public void refused(String provider, Use use) {
            seen.add(provider + " " + use + " refused");
          }

          @Override
          public void gaveUp(String provider, Use use, long waitedMs) {
            seen.add(provider + " " + use + " gave up after " + waitedMs);
          }
        });
  }

  private void take(Places places, String workspace, Use use, String name) {
    var ticket = places.take(PROVIDER, terms(workspace, use), _ -> seated.add(name));
    tickets.put(name, ticket.orElseThrow());
  }

  private void giveBack(String name) {
    tickets.get(name).giveBack();
  }

  private static Terms terms(String workspace, Use use) {
    return new Terms(workspace, use, false);
  }
}
