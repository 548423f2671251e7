package io.colloquy.conversation.speech;

class ScriptedRecognizerTest extends SpeechRecognizerContractTest {

  @Override
  protected SpeechRecognizer create() {
    return new ScriptedRecognizer("tell me a story");
  }

  @Override
  protected Clip clip() {
    return new Clip("weather");
  }

  @Override
  protected String understood() {
    return "tell me a story";
  }
}
