package io.colloquy.analysis.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.analysis.store.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void comesBackAsThePlaceThatItWasMadeOf() {
    var position = new Position(1_763_884_800L, "conv_1:with/odd+chärs");

    assertThat(Cursor.decode(Cursor.encode(position))).contains(position);
  }

  @Test
  void isSafeInAnAddress() {
    assertThat(Cursor.encode(new Position(1, "???>>>~~~"))).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "x",
        "bm90IG91cnM",
        "MToxMjM6",
        "MTphYmM6Y29udg",
        "Mjox OmM",
        // 1:<a number of 19 digits>:c and 2:1:c
        "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OmM",
        "MjoxOmM"
      })
  void anythingElseIsNoCursor(String cursor) {
    assertThat(Cursor.decode(cursor)).isEmpty();
  }
}
