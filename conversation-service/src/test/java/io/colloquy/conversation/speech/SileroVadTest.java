package io.colloquy.conversation.speech;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SileroVadTest extends VoiceActivityContractTest {

  private static SileroModel model;

  @BeforeAll
  static void load() {
    model = SileroModel.load();
  }

  @AfterAll
  static void unload() {
    model.close();
  }

  @Override
  protected VoiceActivity open() {
    return model.open();
  }
}
