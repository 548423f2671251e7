package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void clientsCutTheWholeConversationIdOutOfALongerName() {
    var id = Ids.conversation();
    var room = Pattern.compile("conv_[a-zA-Z0-9]+").matcher("room_agent_1_" + id + "_x");

    assertThat(room.find()).isTrue();
    assertThat(room.group()).isEqualTo(id);
  }

  @Test
  void eachKindOfIdHasItsPrefixAnd28LettersOrDigits() {
    assertThat(Ids.conversation()).matches("conv_[0-9a-z]{28}");
    assertThat(Ids.agent()).matches("agent_[0-9a-z]{28}");
    assertThat(Ids.generation()).matches("gen_[0-9a-z]{28}");
    assertThat(Ids.response()).matches("resp_[0-9a-z]{28}");
  }

  @Test
  void noIdComesTwice() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(Ids.conversation())).isTrue();
    }
  }
}
