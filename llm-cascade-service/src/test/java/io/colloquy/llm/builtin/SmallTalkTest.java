package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTest {

  private static final String SELF = "I'm Ava, the friendly voice assistant of Lighthouse Bakery.";

  private final Responder responder = new Responder(Embedding.NETWORK);

  @ParameterizedTest
  @ValueSource(strings = {"hello", "Hi there!", "good morning", "hey ava", "hallo", "hello hello"})
  void aGreetingIsReturnedWithAnIntroduction(String greeting) {
    assertThat(reply(greeting)).isEqualTo("Hello! " + SELF + " How can I help you?");
  }

  @Test
  void whoHasIntroducedItselfDoesNotDoSoAgain() {
    var messages =
        List.of(
            ChatMessage.system(Bakery.PROMPT),
            ChatMessage.assistant("Lighthouse Bakery, this is Ava."),
            ChatMessage.user("hello"));

    assertThat(responder.respond(messages)).isEqualTo("Hello! How can I help you?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "who are you",
        "what's your name?",
        "what is you name",
        "who am i talking to",
        "hi who are you",
        "introduce yourself"
      })
  void askedWhoItIsTheAgentNamesItsPersona(String question) {
    assertThat(reply(question)).startsWith(SELF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"are you a robot", "am i talking to a real person", "are you human"})
  void askedWhatItIsTheAgentDoesNotPretend(String question) {
    assertThat(reply(question)).startsWith("I'm an automated assistant, not a person.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"what can you do", "help", "how can you help me", "what can i ask you"})
  void askedWhatItKnowsTheAgentNamesItsTopics(String question) {
    assertThat(reply(question)).startsWith("I can tell you about opening hours");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thanks", "thank you very much", "okay thank you", "that was helpful"})
  void thanksAreAccepted(String thanks) {
    assertThat(reply(thanks)).startsWith("You're welcome.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"goodbye", "bye bye", "okay good bye", "no that's all", "thanks bye"})
  void aGoodbyeIsReturned(String goodbye) {
    assertThat(reply(goodbye)).endsWith("Goodbye!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"can you repeat that", "pardon", "say that again please", "what did you say"})
  void askedToRepeatTheAgentSaysItsLastWordsAgain(String request) {
    var messages = Bakery.call("is there parking", Bakery.PARKING, request);

    assertThat(responder.respond(messages)).isEqualTo(Bakery.PARKING);
  }

  @Test
  void askedToRepeatBeforeItSaidAnythingTheAgentSaysSo() {
    assertThat(reply("can you repeat that")).startsWith("I haven't said anything yet.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "um", "hm so"})
  void aMessageThatSaysNothingIsAskedForAgain(String nothing) {
    assertThat(reply(nothing)).isEqualTo("Sorry, I didn't catch that. Could you say it again?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "…"})
  void silenceIsAnsweredByAskingWhetherTheCallerIsThere(String silence) {
    assertThat(reply(silence)).isEqualTo("Are you still there?");
  }

  @Test
  void aCallerWhoDoesNotAnswerTheAgentIsAskedAndThenLeftInPeace() {
    var asked = Bakery.call("is there parking", Bakery.PARKING);
    var askedTwice = Bakery.call("is there parking", "Are you still there?");

    assertThat(responder.respond(asked)).isEqualTo("Are you still there?");
    assertThat(responder.respond(askedTwice)).isEqualTo("I'm still here if you need anything.");
  }

  @Test
  void whoSpeaksFirstIntroducesItself() {
    assertThat(responder.respond(List.of(ChatMessage.system(Bakery.PROMPT))))
        .isEqualTo("Hello! " + SELF + " How can I help you?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wie komme ich zu ihnen und wo kann ich parken",
        "¿cuándo está abierto?",
        "你好，请问几点开门"
      })
  void aCallerWhoSpeaksAnotherLanguageIsToldThatTheAgentSpeaksEnglish(String foreign) {
    assertThat(reply(foreign)).startsWith("I'm sorry, I only speak English.");
  }

  @Test
  void aQuestionAfterAGreetingIsAnswered() {
    assertThat(reply("hello there can you tell me is there parking")).isEqualTo(Bakery.PARKING);
  }

  @Test
  void withoutAPersonaTheAgentIsAnAutomatedAssistant() {
    assertThat(responder.respond(Bakery.conversation("Be brief.", "who are you")))
        .isEqualTo("I'm an automated assistant. How can I help you?");
  }

  private String reply(String said) {
    return responder.respond(Bakery.call(said));
  }
}
