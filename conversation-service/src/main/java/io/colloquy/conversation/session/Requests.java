package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.conversation.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words the requests of one conversation to the model and to the voice. */
final class Requests {

  private final String conversationId;
  private final EdgeAddress edge;
  private final ConversationConfig config;
  private final Variables variables;

  Requests(String conversationId, EdgeAddress edge, ConversationConfig config, ObjectNode dynamic) {
    this.conversationId = conversationId;
    this.edge = edge;
    this.config = config;
    this.variables = Variables.of(config.agent(), dynamic);
  }

  String firstMessage() {
    return variables.fill(config.agent().firstMessage());
  }

  LlmRequest generate(Effect.Generate generate, long now) {
    var prompt = config.agent().prompt();
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(variables.fill(prompt.prompt())));
    messages.addAll(generate.history());
    return new LlmRequest.Generate(
        conversationId,
        generate.generationId(),
        prompt.llm(),
        messages,
        prompt.temperature(),
        prompt.maxTokens(),
        now);
  }

  LlmRequest cancel(String generationId) {
    return new LlmRequest.Cancel(conversationId, generationId);
  }

  SpeechRequest speak(Effect.Speak speak, long now) {
    var tts = config.tts();
    return new SpeechRequest.Speak(
        conversationId,
        speak.eventId(),
        speak.piece(),
        speak.text(),
        new Voice(
            tts.voiceId(),
            Optional.of(tts.modelId()),
            config.agent().language(),
            tts.speed(),
            tts.stability(),
            tts.similarityBoost(),
            tts.pronunciationDictionaryLocators()),
        tts.agentOutputAudioFormat(),
        edge,
        now);
  }

  SpeechRequest hush(int eventId) {
    return new SpeechRequest.Cancel(conversationId, eventId);
  }
}
