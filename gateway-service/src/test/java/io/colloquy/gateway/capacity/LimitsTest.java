package io.colloquy.gateway.capacity;

import static io.colloquy.gateway.capacity.Limits.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.PlatformSettings.CallLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of pages 040 and 041 (BP-01, BP-04, BP-05, CM-07). */
class LimitsTest {

  @ParameterizedTest(name = "with burst {0} -> {1}")
  @CsvSource({
    "0, 0",
    "1, 3",
    "10, 30",
    "20, 60",
    "50, 150",
    "100, 300",
    "101, 300",
    "200, 300",
    "300, 300",
    // The ceiling never takes away what there is without burst.
    "301, 301",
    "400, 400",
    "2147483646, 2147483646"
  })
  void burstAllowsThreeTimesTheLimitUpTo300(int limit, int most) {
    assertThat(new Limits(limit, NONE, NONE, true).mostCalls()).isEqualTo(most);
    assertThat(new Limits(limit, NONE, NONE, false).mostCalls()).isEqualTo(limit);
  }

  @ParameterizedTest(name = "{0} calls -> {1} chats")
  @CsvSource({
    "0, 0",
    "4, 100",
    "6, 150",
    "10, 250",
    "20, 500",
    "30, 750",
    "2000000000, 2147483647"
  })
  void thereMayBe25TimesAsManyChats(int limit, int most) {
    assertThat(new Limits(limit, NONE, NONE, true).mostChats()).isEqualTo(most);
    assertThat(new Limits(NONE, limit, NONE, false).mostChatsOfAgent()).isEqualTo(most);
  }

  @ParameterizedTest(name = "workspace {0}, agent {1}, daily {2} -> {3}, {4}, {5}")
  @CsvSource({
    "-1, -1, 100000, NONE, NONE, NONE",
    "-2, -2, -1, NONE, NONE, NONE",
    "20, 5, 1000, 20, 5, 1000",
    "0, 0, 0, 0, 0, 0",
    "-1, -1, 99999, NONE, NONE, 99999"
  })
  void negativeIsNoLimitAndTheDailyDefaultNeitherButZeroIsNone(
      int workspace, int agent, int daily, String calls, String ofAgent, String ofDay) {
    var json = "{\"agent_concurrency_limit\":%d,\"daily_limit\":%d}".formatted(agent, daily);

    var limits = Limits.of(workspace, Json.read(json, CallLimits.class));

    assertThat(limits).isEqualTo(new Limits(number(calls), number(ofAgent), number(ofDay), false));
  }

  @Test
  void nothingLimitsAnAgentThatNobodyLimited() {
    assertThat(Limits.of(-1, CallLimits.defaults()).areNone()).isTrue();
    assertThat(Limits.of(4, CallLimits.defaults()).areNone()).isFalse();
  }

  @Test
  void noLimitIsNoLimitWithBurstAndForChatsToo() {
    var none = new Limits(NONE, NONE, NONE, true);
    assertThat(none.mostCalls()).isEqualTo(NONE);
    assertThat(none.mostChats()).isEqualTo(NONE);
    assertThat(none.mostChatsOfAgent()).isEqualTo(NONE);
  }

  private static int number(String text) {
    return text.equals("NONE") ? NONE : Integer.parseInt(text);
  }
}
