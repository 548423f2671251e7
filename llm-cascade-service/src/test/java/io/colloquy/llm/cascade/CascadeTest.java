package io.colloquy.llm.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.BrokenModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Kind;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Allowance;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who answers when others do not, and how it sounds; in virtual time. */
class CascadeTest {

  private static final Duration FIRST_TOKEN = Duration.ofSeconds(4);
  private static final Duration ALONE = Duration.ofSeconds(6);
  private static final Duration STALL = Duration.ofSeconds(3);
  private static final Duration TOTAL = Duration.ofSeconds(20);
  private static final Patience PATIENCE = new Patience(FIRST_TOKEN, ALONE, STALL, TOTAL, 4, false);
  private static final Places.Observer NONE = Places.Observer.NONE;
  private static final Question QUESTION =
      new Question("preferred", List.of(ChatMessage.user("Where is my parcel?")), 0.5, 100);
  private static final ModelFailure ON_FIRE =
      new ModelFailure(Reason.PROVIDER_ERROR, "the provider is on fire");
  private static final ToolCall CALL = new ToolCall("call_1", "find_parcel", "{}");

  private final VirtualTime time = new VirtualTime();
  private final ScriptedModel preferred = new ScriptedModel("one");
  private final ScriptedModel first = new ScriptedModel("two");
  private final ScriptedModel second = new ScriptedModel("three");
  private final RouteHealth health = new RouteHealth(time);
  private final Heard heard = new Heard();

  @Test
  void aModelThatAnswersIsTheOnlyOneAsked() {
    begin();
    preferred.last().answer.text("It comes ");
    preferred.last().answer.text("today.");
    preferred.last().answer.finished(used("preferred"));

    assertThat(heard.isAnswered()).isTrue();
    assertThat(heard.text).hasToString("It comes today.");
    assertThat(first.asked).isEmpty();
    assertThat(ends()).containsExactly("one/preferred Answered");
    assertThat(time.timers()).isZero();
  }

  @Test
  void theNextModelIsAskedTheSameWhenOneFailsIsSilentOrHasNothingToSay() {
    begin();
    preferred.last().answer.failed(ON_FIRE);
    assertThat(first.last().question).isEqualTo(QUESTION.to("first"));
    time.advance(FIRST_TOKEN);
    assertThat(first.last().cancelled).isTrue();
    second.last().answer.finished(used("second"));

    // Nobody is left but those that failed, the preferred first.
    assertThat(preferred.asked).hasSize(2);
    preferred.last().answer.text("Today.");
    preferred.last().answer.finished(used("preferred"));
    assertThat(heard.text).hasToString("Today.");
    assertThat(ends())
        .containsExactly(
            "one/preferred PROVIDER_ERROR",
            "two/first TIMEOUT",
            "three/second EMPTY",
            "one/preferred Answered");
    assertThat(account().used()).extracting(Usage::model).containsExactly("second", "preferred");
  }

  @Test
  void afterTheLastAttemptTheAnswerHasFailed() {
    begin();
    for (var model : List.of(preferred, first, second, preferred)) {
      model.last().answer.failed(ON_FIRE);
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(heard.failure.orElseThrow().message())
        .isEqualTo("4 attempts failed; the last: the provider is on fire");
    assertThat(time.timers()).isZero();
  }

  @Test
  void aCustomersOwnModelIsAskedAgainAndNoOtherEachTimeALittleLater() {
    begin(Plan.only(new Route("custom-llm", "custom", preferred), Terms.USUAL));
    preferred.last().answer.failed(ON_FIRE);
    assertThat(preferred.asked).hasSize(1);
    time.advance(Duration.ofMillis(250));
    assertThat(preferred.asked).hasSize(2);
    preferred.last().answer.failed(ON_FIRE);
    time.advance(Duration.ofMillis(499));
    assertThat(preferred.asked).hasSize(2);
    time.advance(Duration.ofMillis(1));
    preferred.last().answer.text("Today.");
    preferred.last().answer.finished(used("mine"));

    assertThat(heard.text).hasToString("Today.");
    assertThat(first.asked).isEmpty();
  }

  @Test
  void aModelThatBreaksOffIsFollowedByOneThatGoesOnBehindItsWords() {
    begin();
    preferred.last().answer.text("Your parcel is on its w");
    preferred.last().answer.failed(ON_FIRE);

    var asked = first.last().question.messages();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1)).isEqualTo(ChatMessage.assistant("Your parcel is on its "));
    assertThat(asked.get(2).content()).contains("Go on exactly where they end");
    first.last().answer.text("on its way ");
    first.last().answer.text("to you.");
    first.last().answer.finished(used("first"));

    assertThat(heard.text).hasToString("Your parcel is on its way to you.");
    assertThat(heard.isAnswered()).isTrue();
  }

  @Test
  void whoHasNothingToAddEndsTheAnswerThatBrokeOff() {
    begin();
    preferred.last().answer.text("Your parcel is here. ");
    preferred.last().answer.failed(ON_FIRE);
    first.last().answer.finished(used("first"));

    assertThat(heard.isAnswered()).isTrue();
    assertThat(heard.text).hasToString("Your parcel is here. ");
  }

  @Test
  void aStreamThatStandsStillOrTricklesIsLeft() {
    begin();
    preferred.last().answer.text("Your parcel ");
    for (int second = 0; second < 3; second++) {
      time.advance(Duration.ofSeconds(1));
      preferred.last().answer.text("x");
    }
    assertThat(preferred.last().cancelled).isTrue();
    assertThat(first.asked).hasSize(1);
    time.advance(FIRST_TOKEN);
    assertThat(second.asked).hasSize(1);
    second.last().answer.text("is here.");
    time.advance(STALL.minusMillis(1));
    second.last().answer.finished(used("second"));
    assertThat(heard.text).hasToString("Your parcel is here.");
  }

  @Test
  void aSlowButSteadyStreamIsNotLeft() {
    begin();
    for (int second = 0; second < 15; second++) {
      time.advance(Duration.ofSeconds(1));
      preferred.last().answer.text("word ");
    }
    preferred.last().answer.finished(used("preferred"));
    assertThat(heard.isAnswered()).isTrue();
    assertThat(first.asked).isEmpty();
  }

  @Test
  void callsLeaveWithTheEndAndThoseOfAModelThatBreaksOffNever() {
    begin();
    preferred.last().answer.text("Let me look. ");
    preferred.last().answer.callGrows();
    preferred.last().answer.call(new ToolCall("call_0", "find_parcel", "{\"old\":1}"));
    preferred.last().answer.failed(ON_FIRE);
    assertThat(heard.calls).isEmpty();

    first.last().answer.call(CALL);
    assertThat(heard.calls).isEmpty();
    first.last().answer.finished(used("first"));

    assertThat(heard.calls).containsExactly(CALL);
    assertThat(heard.text).hasToString("Let me look. ");
  }

  @Test
  void aCallThatDoesNotGrowOnIsAStall() {
    begin();
    preferred.last().answer.callGrows();
    time.advance(STALL);
    assertThat(preferred.last().cancelled).isTrue();
    assertThat(first.last().question).isEqualTo(QUESTION.to("first"));
  }

  @Test
  void aCancelStopsWhoeverIsAtItAndNothingComesAfterwards() {
    var running = begin();
    preferred.last().answer.text("Your parcel ");
    running.cancel();
    running.cancel();

    assertThat(preferred.last().cancelled).isTrue();
    assertThat(heard.isOver()).isFalse();
    assertThat(running.account().attempts())
        .singleElement()
        .matches(attempt -> attempt.end() instanceof Attempted.End.Cancelled);
    time.advance(TOTAL);
    assertThat(first.asked).isEmpty();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aSlowModelIsWaitedForLongerWhereThereIsNoOther() {
    begin(Plan.only(preferredRoute(), Terms.USUAL));
    time.advance(ALONE.minusMillis(1));
    assertThat(preferred.last().cancelled).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(preferred.last().cancelled).isTrue();
    time.advance(Duration.ofMillis(250));
    assertThat(preferred.asked).hasSize(2);
  }

  @Test
  void allModelsTogetherHaveOneBudget() {
    begin();
    for (int second = 0; second < 19; second++) {
      preferred.last().answer.text("and on ");
      time.advance(Duration.ofSeconds(1));
    }
    time.advance(Duration.ofSeconds(1));

    assertThat(heard.failure.orElseThrow().kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(preferred.last().cancelled).isTrue();
    assertThat(first.asked).isEmpty();
  }

  @Test
  void whatTheProviderSaysOfLaterIsHonouredAndTooLateIsAFailure() {
    begin(Plan.only(new Route("custom-llm", "custom", preferred), Terms.USUAL));
    preferred.last().answer.failed(limited(Duration.ofSeconds(5)));
    time.advance(Duration.ofMillis(4_999));
    assertThat(preferred.asked).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(preferred.asked).hasSize(2);

    preferred.last().answer.failed(limited(Duration.ofSeconds(60)));
    assertThat(heard.failure.orElseThrow().reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void aModelThatThrowsHasFailed() {
    begin(
        new Plan(
            List.of(new Route("a", "a", new BrokenModel()), Route.of("first", first)), health));
    first.last().answer.text("Today.");
    first.last().answer.finished(used("first"));
    assertThat(heard.text).hasToString("Today.");
  }

  @Test
  void whenTheFirstIsLaterThanUsualASecondIsAskedAndTheFasterSpeaks() {
    for (int answer = 0; answer < 20; answer++) {
      health.spoke(preferredRoute(), Duration.ofMillis(600));
    }
    begin(plan(), new Patience(FIRST_TOKEN, ALONE, STALL, TOTAL, 4, true));
    time.advance(Duration.ofMillis(599));
    assertThat(first.asked).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(first.asked).hasSize(1);
    assertThat(preferred.last().cancelled).isFalse();

    first.last().answer.text("Today.");
    assertThat(preferred.last().cancelled).isTrue();
    first.last().answer.finished(used("first"));
    assertThat(heard.text).hasToString("Today.");
    assertThat(ends()).containsExactly("one/preferred Outrun", "two/first Answered");
  }

  @Test
  void aSecondThatFailsLeavesTheFirstAlone() {
    for (int answer = 0; answer < 20; answer++) {
      health.spoke(preferredRoute(), Duration.ofMillis(600));
    }
    begin(plan(), new Patience(FIRST_TOKEN, ALONE, STALL, TOTAL, 4, true));
    time.advance(Duration.ofMillis(600));
    first.last().answer.failed(ON_FIRE);
    preferred.last().answer.text("Today.");
    preferred.last().answer.finished(used("preferred"));
    assertThat(heard.text).hasToString("Today.");
    assertThat(second.asked).isEmpty();
  }

  @Test
  void aSickModelIsAskedLast() {
    for (int answer = 0; answer < 3; answer++) {
      health.failed(preferredRoute(), ON_FIRE);
    }
    begin();
    assertThat(preferred.asked).isEmpty();
    first.last().answer.failed(ON_FIRE);
    second.last().answer.failed(ON_FIRE);
    assertThat(preferred.asked).isEmpty();
    time.advance(Duration.ofMillis(250));
    assertThat(first.asked).hasSize(2);
  }

  @Test
  void whoFindsNoPlaceAtOneProviderAsksTheNextAndIsNotTheModelsFault() {
    var places = new Places(_ -> new Allowance(1, 1, 1, 1), time, Runnable::run, NONE);
    var taken = places.take("one", Terms.USUAL, _ -> {}).orElseThrow();
    new Cascades(time, time, places).answer(plan(), QUESTION, PATIENCE, heard);
    assertThat(preferred.asked).isEmpty();
    time.advance(FIRST_TOKEN);
    assertThat(first.asked).hasSize(1);
    taken.giveBack();
    assertThat(preferred.asked).isEmpty();
    first.last().answer.text("Today.");
    first.last().answer.finished(used("first"));

    assertThat(ends()).containsExactly("one/preferred NOT_ASKED", "two/first Answered");
    assertThat(health.isSick(preferredRoute())).isFalse();
    assertThat(places.taken()).isZero();
  }

  @Test
  void everyPlaceIsGivenBackHoweverTheAnswerEnds() {
    var places = new Places(_ -> new Allowance(9, 9, 9, 0), time, Runnable::run, NONE);
    var cascades = new Cascades(time, time, places);
    cascades.answer(plan(), QUESTION, PATIENCE, new Heard()).cancel();
    cascades.answer(plan(), QUESTION, PATIENCE, new Heard());
    preferred.last().answer.text("Today.");
    preferred.last().answer.failed(ON_FIRE);
    first.last().answer.finished(used("first"));
    cascades.answer(plan(), QUESTION, PATIENCE, new Heard());
    assertThat(places.taken()).isEqualTo(1);
    time.advance(TOTAL);
    assertThat(places.taken()).isZero();
  }

  private Cascades.Running begin() {
    return begin(plan());
  }

  private Cascades.Running begin(Plan plan) {
    return begin(plan, PATIENCE);
  }

  private Cascades.Running begin(Plan plan, Patience patience) {
    return new Cascades(time, time, Unlimited.places()).answer(plan, QUESTION, patience, heard);
  }

  private Plan plan() {
    return new Plan(
        List.of(preferredRoute(), Route.of("first", first), Route.of("second", second)), health);
  }

  private Route preferredRoute() {
    return Route.of("preferred", preferred);
  }

  private static Usage used(String model) {
    return new Usage(model, 3, 2);
  }

  private static ModelFailure limited(Duration wait) {
    return new ModelFailure(Reason.RATE_LIMITED, "slow down").retryAfter(Optional.of(wait));
  }

  private Account account() {
    return heard.account.orElseThrow();
  }

  private Stream<String> ends() {
    return account().attempts().stream().map(CascadeTest::name);
  }

  private static String name(Attempted attempt) {
    var end =
        attempt.end() instanceof Attempted.End.Failed(var failure)
            ? failure.reason().name()
            : attempt.end().getClass().getSimpleName();
    return attempt.route() + " " + end;
  }
}
