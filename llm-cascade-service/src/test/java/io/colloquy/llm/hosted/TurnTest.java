package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

  private static final ToolCall CALL = new ToolCall("call_1", "get_weather", "{}");
  private static final ToolCall OTHER = new ToolCall("call_2", "get_time", "{}");
  private static final ChatMessage HI = ChatMessage.user("Hi");
  private static final ChatMessage BEGINNING = ChatMessage.user("(The conversation begins.)");
  private static final ChatMessage SILENCE = ChatMessage.user("(The user says nothing.)");

  @Test
  void whatTheHouseSaysFirstIsTheInstructions() {
    var conversation =
        List.of(
            ChatMessage.system("Be kind."),
            ChatMessage.system(" "),
            ChatMessage.system("Be brief."),
            HI,
            ChatMessage.system("Context update: it rains."));

    assertThat(Turn.instructions(conversation)).isEqualTo("Be kind.\n\nBe brief.");
    assertThat(Turn.in(conversation))
        .containsExactly(
            new Turn(false, List.of(HI, ChatMessage.system("Context update: it rains."))));
  }

  @Test
  void theUserIsFirstAndLast() {
    var hello = ChatMessage.assistant("Hello!");

    assertThat(Turn.in(List.of(hello)))
        .containsExactly(
            new Turn(false, List.of(BEGINNING)),
            new Turn(true, List.of(hello)),
            new Turn(false, List.of(SILENCE)));
    assertThat(Turn.in(List.of(ChatMessage.system("Be kind."))))
        .containsExactly(new Turn(false, List.of(BEGINNING)));
  }

  @Test
  void whatOneSideSaysInSeveralMessagesIsOneTurn() {
    var one = ChatMessage.assistant("One.");
    var two = ChatMessage.assistant("Two.");

    assertThat(Turn.in(List.of(HI, HI, one, ChatMessage.assistant(""), two, HI)))
        .containsExactly(
            new Turn(false, List.of(HI, HI)),
            new Turn(true, List.of(one, two)),
            new Turn(false, List.of(HI)));
  }

  @Test
  void aResultFollowsItsCallWhateverWasSaidInBetween() {
    var calls = ChatMessage.assistant("", List.of(CALL, OTHER));
    var first = ChatMessage.tool("call_1", "sunny");
    var second = ChatMessage.tool("call_2", "noon");
    var last = ChatMessage.assistant("Sunny at noon.");

    assertThat(PairedCalls.in(List.of(HI, calls, second, HI, first, last)))
        .containsExactly(HI, calls, first, second, HI, last);
  }

  @Test
  void aCallWithoutAResultGetsAWordAndAResultWithoutACallIsLeftOut() {
    var call = ChatMessage.assistant("", List.of(CALL));

    assertThat(PairedCalls.in(List.of(ChatMessage.tool("call_9", "lost"), HI, call, HI)))
        .containsExactly(HI, call, ChatMessage.tool("call_1", "No result yet."), HI);
  }

  @Test
  void anIdThatComesAgainMeansItsOwnResult() {
    var call = ChatMessage.assistant("", List.of(CALL));
    var sunny = ChatMessage.tool("call_1", "sunny");
    var rain = ChatMessage.tool("call_1", "rain");

    assertThat(PairedCalls.in(List.of(HI, call, sunny, call, rain)))
        .containsExactly(HI, call, sunny, call, rain);
  }
}
