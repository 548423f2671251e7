package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.prompt.VoicesBlock;
import io.colloquy.conversation.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words the requests of one conversation to the model and to the voice. */
final class Requests {

  private final String conversationId;
  private final EdgeAddress edge;
  private final ConversationConfig config;
  private final Variables variables;
  private final Cast cast;
  private final List<ToolSpec> tools;
  private final Set<String> languages;

  Requests(String conversationId, EdgeAddress edge, ConversationConfig config, ObjectNode dynamic) {
    this.conversationId = conversationId;
    this.edge = edge;
    this.config = config;
    this.variables = Variables.of(config.agent(), dynamic);
    this.cast = new Cast(config);
    this.tools = SystemTools.offered(config);
    this.languages = SystemTools.followedLanguages(tools, config);
  }

  /** Those into which the agent follows its user; empty if it keeps to one. */
  Set<String> languages() {
    return languages;
  }

  String firstMessage() {
    return variables.fill(config.agent().firstMessage());
  }

  LlmRequest generate(Effect.Generate generate, long now) {
    var prompt = config.agent().prompt();
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(variables.fill(prompt.prompt()) + VoicesBlock.of(config)));
    messages.addAll(generate.history());
    return new LlmRequest.Generate(
        conversationId,
        generate.generationId(),
        prompt.llm(),
        messages,
        tools,
        prompt.temperature(),
        prompt.maxTokens(),
        now);
  }

  LlmRequest cancel(String generationId) {
    return new LlmRequest.Cancel(conversationId, generationId);
  }

  SpeechRequest speak(Effect.Speak speak, long now) {
    return new SpeechRequest.Speak(
        conversationId,
        speak.eventId(),
        speak.piece(),
        speak.text(),
        cast.voice(speak.voice()),
        config.tts().agentOutputAudioFormat(),
        edge,
        now);
  }

  SpeechRequest hush(int eventId) {
    return new SpeechRequest.Cancel(conversationId, eventId);
  }
}
