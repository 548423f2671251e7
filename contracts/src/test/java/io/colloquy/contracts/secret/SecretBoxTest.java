package io.colloquy.contracts.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private static final String KEY = key(1);
  private static final String NEXT_KEY = key(2);

  private final SecretBox box = SecretBox.of(KEY, List.of());

  @Test
  void whatIsSealedIsOpenedAgainAndCannotBeReadMeanwhile() {
    var sealed = box.seal("pässword", "phnum_1");

    assertThat(box.open(sealed, "phnum_1")).isEqualTo("pässword");
    assertThat(sealed).startsWith("sealed:1:").doesNotContain("ssword");
    assertThat(SecretBox.isSealed(sealed)).isTrue();
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    assertThat(box.seal("secret", "a")).isNotEqualTo(box.seal("secret", "a"));
  }

  @Test
  void aSealedSecretIsOfNoUseInAnotherPlace() {
    var sealed = box.seal("secret", "mine");

    assertThatThrownBy(() -> box.open(sealed, "yours")).isInstanceOf(SecretBox.NotOpened.class);
  }

  @Test
  void aChangedSecretIsNotOpened() {
    var sealed = box.seal("secret", "a");
    var last = sealed.charAt(sealed.length() - 2) == 'A' ? 'B' : 'A';
    var changed =
        sealed.substring(0, sealed.length() - 2) + last + sealed.substring(sealed.length() - 1);

    assertThatThrownBy(() -> box.open(changed, "a")).isInstanceOf(SecretBox.NotOpened.class);
  }

  @Test
  void afterTheKeyChangedTheOldOneStillOpensAndTheNewOneSeals() {
    var old = box.seal("secret", "a");
    var changed = SecretBox.of(NEXT_KEY, List.of(KEY));

    assertThat(changed.open(old, "a")).isEqualTo("secret");
    assertThat(SecretBox.of(NEXT_KEY, List.of()).open(changed.seal("new", "a"), "a"))
        .isEqualTo("new");
    assertThatThrownBy(() -> SecretBox.of(NEXT_KEY, List.of()).open(old, "a"))
        .isInstanceOf(SecretBox.NotOpened.class)
        .hasMessageContaining("is not here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "c2hvcnQ=", "not base64 at all, but long enough!!"})
  void aKeyThatIsNoneIsRefusedWithoutTellingIt(String key) {
    assertThatThrownBy(() -> SecretBox.of(key, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key for secrets is 32 random bytes in base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "sealed:1:", "sealed:1:00000000:", "sealed:1:x:!!!"})
  void whatWasNeverSealedIsNotOpened(String text) {
    assertThatThrownBy(() -> box.open(text, "a")).isInstanceOf(SecretBox.NotOpened.class);
  }

  private static String key(int fill) {
    var bytes = new byte[32];
    bytes[0] = (byte) fill;
    return Base64.getEncoder().encodeToString(bytes);
  }
}
