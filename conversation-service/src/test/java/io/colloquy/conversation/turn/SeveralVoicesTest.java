package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Features VT-04, VT-05, VT-07 and VT-14: several voices within one answer. */
class SeveralVoicesTest {

  private static final String SCENE =
      "The teacher said, <spanish>¡Hola!</spanish> Then <student>Hello! I am <x>here</x>.</student>";

  private final Stage voice = new Stage(Stage.voices("spanish", "student"));

  private Stage scene() {
    voice.on(new Event.Begin("")).userSays("tell me");
    SCENE.chars().forEach(c -> voice.modelSays(Character.toString(c)));
    return voice.modelFinishes();
  }

  @Test
  void eachPieceIsSpokenInItsVoiceInTheOrderOfTheText() {
    scene();
    assertThat(voice.all(Effect.Speak.class).map(s -> s.voice().orElse("-") + ":" + s.text()))
        .containsExactly(
            "-:The teacher said, ",
            "spanish:¡Hola!",
            "-: Then ",
            "student:Hello! ",
            "student:I am here.");
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("The teacher said, ¡Hola! Then Hello! I am here.");
  }

  @Test
  void theTranscriptTellsWhoSaidWhatAndWhen() {
    long start = voice.instant().toEpochMilli();
    scene().voiceSpeaks().pass(1_000);

    var turn = voice.published().getLast();
    assertThat(turn.message()).isEqualTo("The teacher said, ¡Hola! Then Hello! I am here.");
    assertThat(turn.voices())
        .extracting(SpokenTurn.Part::voice)
        .containsExactly(
            Optional.empty(), Optional.of("spanish"), Optional.empty(), Optional.of("student"));
    assertThat(turn.voices())
        .extracting(SpokenTurn.Part::text)
        .containsExactly("The teacher said, ", "¡Hola!", " Then ", "Hello! I am here.");
    assertThat(turn.voices())
        .extracting(part -> part.beganAtMs().orElseThrow() - start)
        .containsExactly(0L, 180L, 240L, 300L);
  }

  @Test
  void theModelSeesItsMarkupAgainAsFarAsItWasHeard() {
    scene().voiceSpeaks().pass(365);
    voice.userBeginsToSay("wait a moment");

    assertThat(voice.memory().history().getLast().message())
        .isEqualTo(
            ChatMessage.assistant(
                "The teacher said, <spanish>¡Hola!</spanish> Then <student>Hello! I am"
                    + " here.</student>"));
  }

  @Test
  void whatANoiseCutOffIsSaidAfterAllInItsVoice() {
    scene().voiceSpeaks().pass(190);
    voice.on(new Event.UserBegan()).on(new Event.UserSpeaking(512)).forgetTheStory().userEnds("");

    assertThat(voice.all(Effect.Speak.class).map(s -> s.voice().orElse("-") + ":" + s.text()))
        .startsWith("spanish: ¡Hola!", "-: Then ");
  }

  @Test
  void anAgentWithOneVoiceHasNoParts() {
    var single = new Stage(Stage.VOICE);
    single.on(new Event.Begin("<Ghost>boo</Ghost> it said.")).voiceSpeaks().pass(1_000);

    assertThat(single.published().getLast().message()).isEqualTo("boo it said.");
    assertThat(single.published().getLast().voices()).isEmpty();
  }
}
