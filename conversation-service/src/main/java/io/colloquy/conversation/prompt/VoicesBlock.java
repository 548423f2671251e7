package io.colloquy.conversation.prompt;

import io.colloquy.contracts.agent.ConversationConfig;

/** Tells the model of the further voices that it may speak in (page 000, word by word). */
public final class VoicesBlock {

  private static final String INTRODUCTION =
      """


      When a message should be spoken by a particular person, use markup: \
      "<CHARACTER>message</CHARACTER>" where CHARACTER is the character label.

      Available voices are as follows:
      - default: any text outside of the CHARACTER tags""";

  /** Empty for an agent with one voice, and for a chat. */
  public static String of(ConversationConfig config) {
    var voices = config.tts().supportedVoices();
    if (voices.isEmpty() || config.conversation().textOnly()) {
      return "";
    }
    var block = new StringBuilder(INTRODUCTION);
    for (var voice : voices) {
      block.append("\n- ").append(voice.label());
      voice.description().ifPresent(when -> block.append(": ").append(when));
    }
    return block.toString();
  }

  private VoicesBlock() {}
}
