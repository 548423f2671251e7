package io.colloquy.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

  @TempDir Path folder;

  private Home home;

  @BeforeEach
  void create() throws Exception {
    home = new Home(folder.resolve("data"));
    home.create();
  }

  @Test
  void theKeyIsMadeOnceAndIsReadableByItsOwnerOnly() throws Exception {
    var key = ApiKey.in(home.apiKey());
    assertThat(key.value()).matches("sk_[0-9a-f]{48}");
    assertThat(ApiKey.in(home.apiKey())).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.apiKey())))
        .isEqualTo("rw-------");
    assertThat(key.toString()).doesNotContain(key.value());
  }

  @Test
  void theKeyForSecretsIsMadeOnceAndIsReadableByItsOwnerOnly() throws Exception {
    var key = SecretsKey.in(home.secretsKey());
    assertThat(Base64.getDecoder().decode(key.value())).hasSize(32);
    assertThat(SecretsKey.in(home.secretsKey())).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secretsKey())))
        .isEqualTo("rw-------");
    assertThat(key.toString()).doesNotContain(key.value());
  }

  @Test
  void aWipeRemovesTheDataAndNothingThatSomebodyElsePutThere() throws Exception {
    var key = ApiKey.in(home.apiKey());
    Files.createDirectories(home.kafka().resolve("log"));
    Files.writeString(home.kafka().resolve("log/segment"), "data");
    var foreign = Files.writeString(home.folder().resolve("notes.txt"), "mine");
    home.wipe();
    home.create();
    assertThat(home.kafka()).doesNotExist();
    assertThat(foreign).hasContent("mine");
    assertThat(ApiKey.in(home.apiKey())).isNotEqualTo(key);
  }

  @Test
  void onlyOneCanHoldTheLock() throws Exception {
    try (var held = InstanceLock.take(home).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(InstanceLock.isHeld(home)).isTrue();
      assertThat(InstanceLock.take(home)).isEmpty();
    }
    assertThat(InstanceLock.isHeld(home)).isFalse();
    try (var again = InstanceLock.take(home).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void aFolderWhereNothingEverRanHasNoLockAndNoInstance() throws Exception {
    var other = new Home(folder.resolve("other"));
    assertThat(InstanceLock.isHeld(other)).isFalse();
    assertThat(Instance.read(other)).isEmpty();
  }

  @Test
  void whatAnInstanceSaysCanBeReadByOthers() throws Exception {
    var line = new Instance.ServiceLine("tts-service", Optional.of(7L), 20_001, 2);
    var instance =
        new Instance(42, Instance.Phase.READY, "http://127.0.0.1:8080", "k", "p", List.of(line));
    instance.write(home);
    assertThat(Instance.read(home)).contains(instance);
    assertThat(Files.readString(home.instance()))
        .contains("\"launcher_pid\":42", "\"phase\":\"ready\"");
  }
}
