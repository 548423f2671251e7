package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolGrammarTest {

  private static final ToolSpec END_CALL =
      tool("end_call", "Ends the call.", "\"reason\":{\"type\":\"string\"}", "\"reason\"");
  private static final ToolSpec END_CALL_WITH_WORDS =
      tool(
          "end_call",
          "Ends the call.",
          "\"reason\":{\"type\":\"string\"},\"message\":{\"type\":\"string\"}",
          "\"reason\"");
  private static final ToolSpec LANGUAGE =
      tool(
          "language_detection",
          "Change the language. Supported language codes: en, de, es.",
          "\"reason\":{\"type\":\"string\"},\"language\":{\"type\":\"string\"}",
          "\"reason\",\"language\"");
  private static final ToolSpec WEATHER =
      tool(
          "get_weather",
          "Tells the weather.",
          "\"city\":{\"type\":\"string\"},\"unit\":{\"enum\":[\"celsius\",\"fahrenheit\"]}",
          "\"city\"");
  private static final ToolSpec ORDER =
      tool(
          "checkOrderStatus",
          "Looks an order up.",
          "\"number\":{\"type\":\"integer\"},\"name\":{\"type\":\"string\"}",
          "\"number\"");
  private static final List<ToolSpec> ALL = List.of(END_CALL, LANGUAGE, WEATHER, ORDER);

  @ParameterizedTest
  @ValueSource(strings = {"Goodbye!", "thanks, that's all, bye", "bye bye"})
  void aGoodbyeEndsTheCall(String goodbye) {
    assertThat(next(goodbye, ALL))
        .contains(
            new ToolGrammar.Step(
                "Thank you for calling. Goodbye!",
                Optional.of(
                    new ToolCall(
                        "call_1", "end_call", "{\"reason\":\"The caller said goodbye.\"}"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hold on.", "one moment please", "give me a second", "let me check"})
  void aCallerWhoAsksForAMomentGetsIt(String said) {
    var skip = tool("skip_turn", "Skips a turn.", "\"reason\":{\"type\":\"string\"}", "");

    assertThat(next(said, List.of(skip)))
        .contains(
            new ToolGrammar.Step(
                "",
                Optional.of(
                    new ToolCall(
                        "call_1",
                        "skip_turn",
                        "{\"reason\":\"The caller asked for a moment.\"}"))));
    assertThat(next(said, ALL)).isEmpty();
  }

  @Test
  void aToolThatSaysTheFarewellItselfIsToldWhat() {
    var step = next("bye", List.of(END_CALL_WITH_WORDS)).orElseThrow();

    assertThat(step.text()).isEmpty();
    assertThat(step.call().orElseThrow().arguments())
        .contains("\"message\":\"Thank you for calling. Goodbye!\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Goodbye!", "what is the weather in rome", "speak german please"})
  void withoutAToolNothingIsCalled(String said) {
    assertThat(next(said, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Can you speak German?|de",
        "Können wir Deutsch sprechen?|de",
        "Deutsch bitte|de",
        "¿Hablas español?|es",
        "please switch to Spanish|es"
      })
  void theLanguageIsChangedToOneThatTheToolLists(String said, String code) {
    assertThat(next(said, ALL).orElseThrow().call().orElseThrow().arguments())
        .contains("\"language\":\"" + code + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"do you speak french", "what do you think of the german football team of 1974"})
  void aLanguageThatIsNotListedOrNotAskedForIsNot(String said) {
    assertThat(next(said, ALL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What's the weather in Rome?|get_weather|{\"city\":\"Rome\"}",
        "weather for New York, in fahrenheit please"
            + "|get_weather|{\"city\":\"New York\",\"unit\":\"fahrenheit\"}",
        "The weather, city is San José.|get_weather|{\"city\":\"San José\"}",
        "check the status of my order 1234|checkOrderStatus|{\"number\":1234}",
        "status check, order 7, name Ann|checkOrderStatus|{\"number\":7,\"name\":\"Ann\"}"
      })
  void aToolIsUsedWhereItsNameIsSaid(String said, String tool, String arguments) {
    assertThat(next(said, ALL).orElseThrow().call())
        .contains(new ToolCall("call_1", tool, arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"where is my order", "will you get it", "check that", "how are you"})
  void aToolIsNotUsedWhereItsNameIsNotSaid(String said) {
    assertThat(next(said, ALL)).isEmpty();
  }

  @Test
  void whatAToolNeedsAndTheCallerDidNotSayIsAskedFor() {
    assertThat(next("check the status of my order", ALL))
        .contains(new ToolGrammar.Step("For that I need to know the number.", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sunny, 21 degrees.|From get weather: Sunny, 21 degrees.",
        "{\"sky\":\"clear\",\"tempC\":21,\"more\":{}}|From get weather: sky clear, temp c 21.",
        "[1,2,3]|From get weather: 3 entries.",
        "''|That is done.",
        "{}|That is done.",
        "{\"error\":\"no such city.\"}|That did not work: no such city."
      })
  void aResultIsReported(String result, String report) {
    var step =
        ToolGrammar.next(
            List.of(
                ChatMessage.user("weather in rome"),
                ChatMessage.assistant(
                    "", List.of(new ToolCall("call_1", "get_weather", "{\"city\":\"rome\"}"))),
                ChatMessage.tool("call_1", result)),
            ALL);

    assertThat(step).contains(new ToolGrammar.Step(report, Optional.empty()));
  }

  @Test
  void everyCallOfAConversationHasAnIdOfItsOwn() {
    var step =
        ToolGrammar.next(
            List.of(
                ChatMessage.user("weather in rome"),
                ChatMessage.assistant("", List.of(new ToolCall("call_1", "get_weather", "{}"))),
                ChatMessage.tool("call_1", "sunny"),
                ChatMessage.assistant("From get weather: sunny"),
                ChatMessage.user("goodbye")),
            ALL);

    assertThat(step.orElseThrow().call().orElseThrow().id()).isEqualTo("call_2");
  }

  @Test
  void theModelSaysItsWordsThenCallsThenEnds() throws InterruptedException {
    var heard = new HeardAnswer();
    var question =
        new Question("builtin", List.of(ChatMessage.user("bye")), ALL, Optional.empty(), 0, -1);

    var _ = new BuiltinModel(Embedding.NETWORK, Duration.ZERO).answer(question, heard);

    assertThat(heard.awaitEnd().text()).isEqualTo("Thank you for calling. Goodbye!");
    assertThat(heard.calls()).extracting(ToolCall::name).containsExactly("end_call");
    assertThat(heard.ends()).isEqualTo(1);
  }

  @Test
  void afterAResultTheConversationGoesOnAsWithoutTools() throws InterruptedException {
    var heard = new HeardAnswer();
    var messages =
        List.of(
            ChatMessage.system(Bakery.PROMPT),
            ChatMessage.user("weather in rome"),
            ChatMessage.assistant("", List.of(new ToolCall("call_1", "get_weather", "{}"))),
            ChatMessage.tool("call_1", "sunny"),
            ChatMessage.assistant("From get weather: sunny"),
            ChatMessage.user("how much is delivery"));
    var question = new Question("builtin", messages, ALL, Optional.empty(), 0, -1);

    var _ = new BuiltinModel(Embedding.NETWORK, Duration.ZERO).answer(question, heard);

    assertThat(heard.awaitEnd().text()).isEqualTo(Bakery.DELIVERY);
  }

  private static Optional<ToolGrammar.Step> next(String said, List<ToolSpec> tools) {
    return ToolGrammar.next(
        List.of(ChatMessage.system(Bakery.PROMPT), ChatMessage.user(said)), tools);
  }

  private static ToolSpec tool(
      String name, String description, String properties, String required) {
    return new ToolSpec(
        name,
        description,
        Json.read(
            "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]}"
                .formatted(properties, required),
            ObjectNode.class));
  }
}
