package io.colloquy.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final String ORDER = "name desc";

  @Test
  void comesBackAsThePlaceThatItWasMadeOf() {
    var cursor = new Cursor(ORDER, "Zoë:\"?>", "agent_1:with/odd+chärs");

    assertThat(Cursor.read(cursor.text(), ORDER)).contains(cursor);
  }

  @Test
  void isSafeInAnAddress() {
    assertThat(new Cursor(ORDER, "???>>>~~~", "???>>>~~~").text()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void isOfNoUseInAnotherOrder() {
    assertThat(Cursor.read(new Cursor(ORDER, "a", "b").text(), "name asc")).isEmpty();
  }

  @Test
  void carriesNoNulToTheDatabase() {
    assertThat(Cursor.read(new Cursor(ORDER, "a\0", "b").text(), ORDER)).isEmpty();
    assertThat(Cursor.read(new Cursor(ORDER, "a", "b\0").text(), ORDER)).isEmpty();
  }

  @ParameterizedTest
  // The last three are null, [] and {"order":"name desc"}.
  @ValueSource(
      strings = {"", "!", "x", "MTox OmM", "bnVsbA", "W10", "eyJvcmRlciI6Im5hbWUgZGVzYyJ9"})
  void anythingElseIsNoCursor(String text) {
    assertThat(Cursor.read(text, ORDER)).isEmpty();
  }
}
