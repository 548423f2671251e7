package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.conversation.turn.TurnState.Speaking;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features CF-07 to CF-10: what a word or two, said while the agent speaks, does to it. */
class ShortWordsTest {

  private static final String LONG = "One two three four five six seven eight nine ten and eleven.";

  private final Stage voice =
      new Stage(Stage.voice(new TurnPolicy.Interruption(true, true, 400, 700)));

  @BeforeEach
  void theAgentSpeaks() {
    voice.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
  }

  @Test
  void aShortWordStopsTheAgentAsSoonAsTheUserPauses() {
    voice.userTalksFor(320).on(new Event.UserPartial("stop"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.on(new Event.UserPaused("stop"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @Test
  void aPauseMakesNoBargeInOfABackChannel() {
    voice.userTalksFor(320).on(new Event.UserPaused("yeah"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(voice.state()).isInstanceOf(Speaking.class);
  }

  @Test
  void whoeverGoesOnAfterAPauseIsMeasuredAnew() {
    voice.userTalksFor(320).on(new Event.UserPaused("yeah")).on(new Event.UserSpeaking(390));
    voice.on(new Event.UserPartial("yeah but"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.on(new Event.UserSpeaking(422));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"I", "got", "all", "oh I", "yeah of", "uh huh makes"})
  void theBeginningOfABackChannelIsNoBargeInYet(String words) {
    voice.userTalksFor(480).on(new Event.UserPartial(words));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.on(new Event.UserPartial(words + " wrong"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
  }
}
