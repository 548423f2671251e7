package io.colloquy.llm.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.timing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a model is left alone, and how it comes back; in virtual time. */
class RouteHealthTest {

  private final VirtualTime time = new VirtualTime();
  private final ScriptedModel model = new ScriptedModel();
  private final Route one = Route.of("one", model);
  private final Route other = Route.of("other", model);
  private final RouteHealth health = new RouteHealth(time);

  @ParameterizedTest
  @EnumSource(names = {"PROVIDER_ERROR", "BROKEN_OFF", "TIMEOUT", "EMPTY"})
  void threeFailuresInARowMakeAModelSickAndNoOther(Reason reason) {
    fail(one, reason);
    fail(one, reason);
    assertThat(health.isSick(one)).isFalse();
    fail(one, reason);
    assertThat(health.isSick(one)).isTrue();
    assertThat(health.isSick(other)).isFalse();
  }

  @Test
  void anAnswerInBetweenStartsTheCountAnew() {
    fail(one, Reason.TIMEOUT);
    fail(one, Reason.TIMEOUT);
    health.answered(one);
    fail(one, Reason.TIMEOUT);
    fail(one, Reason.TIMEOUT);
    assertThat(health.isSick(one)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED_REQUEST", "MALFORMED", "WITHHELD", "NOT_ASKED"})
  void whatTellsOfTheQuestionTellsNothingOfTheModel(Reason reason) {
    for (int failure = 0; failure < 10; failure++) {
      fail(one, reason);
    }
    assertThat(health.isSick(one)).isFalse();
  }

  @Test
  void aRefusedKeyMakesAllModelsOfTheHouseSickAtOnce() {
    fail(one, Reason.REFUSED_KEY);
    assertThat(health.isSick(other)).isTrue();
    assertThat(health.isSick(new Route("one", "the same house, another key", model))).isFalse();
  }

  @Test
  void anotherKeyOfTheSameHouseBeginsWithNothingKnown() {
    var own = new Route("one", "scripted/ws_1", model);
    var others = new Route("one", "scripted/ws_10", model);
    for (var route : List.of(own, others)) {
      fail(route, Reason.REFUSED_KEY);
      fail(route, Reason.RATE_LIMITED);
    }

    health.forget("scripted/ws_1");

    assertThat(health.isSick(own)).isFalse();
    assertThat(health.isSick(others)).isTrue();
    time.advance(Duration.ofMinutes(30));
    assertThat(health.isSick(own)).isFalse();
  }

  @Test
  void aLimitOfUseIsKeptForAsLongAsTheProviderSays() {
    health.failed(
        one,
        new ModelFailure(Reason.RATE_LIMITED, "slow down")
            .retryAfter(Optional.of(Duration.ofSeconds(30))));
    assertThat(health.isSick(one)).isTrue();
    assertThat(health.isSick(other)).isFalse();
    time.advance(Duration.ofMillis(29_999));
    assertThat(model.asked).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(model.asked).hasSize(1);
  }

  @Test
  void aSmallQuestionInTheBackgroundBringsAModelBack() {
    sick();
    time.advance(Duration.ofSeconds(5));
    assertThat(health.isSick(one)).isTrue();
    assertThat(model.last().question.maxTokens()).isEqualTo(1);
    model.last().answer.finished(new Usage("one", 1, 1));
    assertThat(health.isSick(one)).isFalse();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aQuestionThatFailsToIsAskedAgainAfterTwiceTheTime() {
    sick();
    time.advance(Duration.ofSeconds(5));
    model.last().answer.failed(new ModelFailure(Reason.UNREACHABLE, "no"));
    time.advance(Duration.ofMillis(9_999));
    assertThat(model.asked).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(model.asked).hasSize(2);
  }

  @Test
  void aQuestionThatIsNotAnsweredAtAllCountsAsAFailure() {
    sick();
    time.advance(Duration.ofSeconds(5));
    time.advance(Duration.ofSeconds(10));
    assertThat(model.last().cancelled).isTrue();
    time.advance(Duration.ofSeconds(10));
    assertThat(model.asked).hasSize(2);
    assertThat(health.isSick(one)).isTrue();
  }

  @Test
  void neverLongerThanAMinuteIsNobodyAsked() {
    sick();
    for (int minute = 0; minute < 30; minute++) {
      int asked = model.asked.size();
      time.advance(Duration.ofMinutes(1));
      assertThat(model.asked.size()).isGreaterThan(asked);
      model.last().answer.failed(new ModelFailure(Reason.PROVIDER_ERROR, "no"));
    }
  }

  @Test
  void aHouseThatAnswersAnythingIsThere() {
    fail(one, Reason.UNREACHABLE);
    fail(other, Reason.UNREACHABLE);
    assertThat(health.isSick(one)).isTrue();
    time.advance(Duration.ofSeconds(5));
    model.last().answer.failed(new ModelFailure(Reason.REFUSED_REQUEST, "too short"));
    assertThat(health.isSick(one)).isFalse();
    assertThat(health.isSick(other)).isFalse();
  }

  @Test
  void theUsualTimeIsKnownAfterTwentyAnswers() {
    for (int answer = 1; answer <= 19; answer++) {
      health.spoke(one, Duration.ofMillis(answer * 10L));
    }
    assertThat(health.usualFirstToken(one)).isEmpty();
    health.spoke(one, Duration.ofSeconds(5));
    assertThat(health.usualFirstToken(one)).contains(Duration.ofMillis(190));
    assertThat(health.usualFirstToken(other)).isEmpty();
  }

  private void sick() {
    for (int failure = 0; failure < 3; failure++) {
      fail(one, Reason.TIMEOUT);
    }
  }

  private void fail(Route route, Reason reason) {
    health.failed(route, new ModelFailure(reason, "no"));
  }
}
