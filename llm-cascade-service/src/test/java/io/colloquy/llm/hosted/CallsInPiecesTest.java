package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.llm.ToolCall;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsInPiecesTest {

  private static final Optional<Integer> FIRST = Optional.of(0);
  private static final Optional<Integer> SECOND = Optional.of(1);

  private final CallsInPieces calls = new CallsInPieces();

  @Test
  void piecesOfSeveralCallsMayComeInAnyOrder() {
    calls.add(FIRST, "call_a", "get_weather", "");
    calls.add(SECOND, "call_b", "get_time", "{\"zo");
    calls.add(FIRST, "", "", "{\"city\":\"Ber");
    calls.add(SECOND, "", "", "ne\":1}");
    calls.add(FIRST, "", "", "lin\"}");

    assertThat(calls.whole())
        .containsExactly(
            new ToolCall("call_a", "get_weather", "{\"city\":\"Berlin\"}"),
            new ToolCall("call_b", "get_time", "{\"zone\":1}"));
  }

  @Test
  void aServerThatCountsEveryCallAsTheFirstIsUnderstoodByTheIds() {
    calls.add(FIRST, "call_a", "get_weather", "{\"city\":\"Rome\"}");
    calls.add(FIRST, "call_b", "get_weather", "{\"city\":\"Oslo\"}");

    assertThat(calls.whole()).extracting(ToolCall::id).containsExactly("call_a", "call_b");
  }

  @Test
  void aServerThatGivesNeitherIdNorIndexIsUnderstoodByTheNames() {
    calls.add(Optional.empty(), "", "get_weather", "{\"city\":\"Rome\"}");
    calls.add(Optional.empty(), "", "get_weather", "{\"city\":");
    calls.add(Optional.empty(), "", "", "\"Oslo\"}");

    assertThat(calls.whole())
        .extracting(ToolCall::arguments)
        .containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
    assertThat(calls.whole().getFirst().id()).matches("call_[a-z0-9]{20,}");
  }

  @Test
  void aServerThatRepeatsIdAndNameWithEveryPieceMeansOneCall() {
    calls.add(FIRST, "call_a", "get_weather", "{\"city\":");
    calls.add(FIRST, "call_a", "get_weather", "\"Rome\"}");

    assertThat(calls.whole())
        .containsExactly(new ToolCall("call_a", "get_weather", "{\"city\":\"Rome\"}"));
  }

  @Test
  void aCallWithoutArgumentsHasAnEmptyObject() {
    calls.add(FIRST, "call_a", "end_call", "");

    assertThat(calls.whole()).containsExactly(new ToolCall("call_a", "end_call", "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"city\":", "[1]", "\"Rome\"", "Rome", "7"})
  void argumentsThatAreNoObjectAreNoCall(String arguments) {
    calls.add(FIRST, "call_a", "get_weather", arguments);

    assertThatThrownBy(calls::whole).isInstanceOf(MalformedCall.class).hasMessage("get_weather");
  }

  @Test
  void aCallOfNoToolIsNoCall() {
    calls.add(FIRST, "call_a", "", "{}");

    assertThatThrownBy(calls::whole).isInstanceOf(MalformedCall.class);
  }
}
