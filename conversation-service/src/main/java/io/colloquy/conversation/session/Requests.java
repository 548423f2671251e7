package io.colloquy.conversation.session;

import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.conversation.prompt.SystemVariables;
import io.colloquy.conversation.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words the requests of one conversation to the model and to the voice. */
final class Requests {

  private final String conversationId;
  private final EdgeAddress edge;
  private final ActingAgent agent;
  private final Cast cast;

  Requests(String conversationId, EdgeAddress edge, ActingAgent agent) {
    this.conversationId = conversationId;
    this.edge = edge;
    this.agent = agent;
    this.cast = new Cast(agent.config());
  }

  String firstMessage(SystemVariables system) {
    return agent.variables().fill(agent.config().agent().firstMessage(), system);
  }

  /**
   * @param found what was looked up for this answer
   */
  LlmRequest generate(
      Effect.Generate generate, Optional<String> found, SystemVariables system, long now) {
    var prompt = agent.config().agent().prompt();
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(agent.instructions(system)));
    messages.addAll(generate.history());
    found
        .map(ChatMessage::system)
        .ifPresent(passages -> messages.add(lastWordsOfUser(messages), passages));
    return new LlmRequest.Generate(
        conversationId,
        generate.generationId(),
        prompt.llm(),
        messages,
        agent.toolbox().specs(),
        prompt.temperature(),
        prompt.maxTokens(),
        agent.model(),
        now,
        prompt.reasoningEffort(),
        new Terms(agent.workspace().id(), use(), agent.zeroRetention()));
  }

  /**
   * What was looked up stands there: all before is the same in the next request, so that providers
   * read it from their cache.
   */
  private static int lastWordsOfUser(List<ChatMessage> messages) {
    for (int i = messages.size() - 1; i > 0; i--) {
      if (messages.get(i).role() == ChatMessage.Role.USER) {
        return i;
      }
    }
    return messages.size();
  }

  private Terms.Use use() {
    return agent.config().conversation().textOnly() ? Terms.Use.CHAT : Terms.Use.VOICE;
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
        agent.config().tts().agentOutputAudioFormat(),
        edge,
        now);
  }

  SpeechRequest hush(int eventId) {
    return new SpeechRequest.Cancel(conversationId, eventId);
  }
}
