package io.colloquy.bus.trace;

import io.opentelemetry.api.common.AttributeKey;

/**
 * What spans are told with. {@code gen_ai.*}, {@code messaging.*} and {@code error.type} are
 * OpenTelemetry's semantic conventions, the first two still in development there; {@code
 * colloquy.*} are our own. None of them ever holds what was said, a prompt, an argument, a result
 * or a key.
 */
public final class Names {

  public static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("gen_ai.conversation.id");
  public static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.id");
  public static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  public static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  public static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  public static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");

  /** How it ended, in one word. */
  public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("colloquy.outcome");

  private Names() {}
}
