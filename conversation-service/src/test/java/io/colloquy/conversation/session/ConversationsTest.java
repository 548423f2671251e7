package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.conversation.prompt.Instructions;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Speaker;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversationsTest extends StagedCalls {

  @Test
  void aConversationIsStartedBeforeAnythingElseIsTold() {
    open();

    assertThat(outlets.toldInOrder()).startsWith("Started", "AgentResponse");
    assertThat(outlets.toEdge).allSatisfy(sent -> assertThat(sent.edge()).isEqualTo(EDGE));
    assertThat(outlets.events).singleElement().isInstanceOf(ConversationEvent.Started.class);
  }

  @Test
  void variablesAreFilledInAndTheVoiceSpeaksStraightToTheEdge() {
    open();
    send(new EdgeInput.UserMessage("hi"));

    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getFirst().text())
        .isEqualTo("Hello friend.");
    assertThat((SpeechRequest.Speak) outlets.toVoice.getFirst())
        .satisfies(speak -> assertThat(speak.edge()).isEqualTo(EDGE))
        .satisfies(speak -> assertThat(speak.text()).isEqualTo("Hello friend."));
    assertThat(outlets.lastGeneration().messages().getFirst())
        .isEqualTo(ChatMessage.system(Instructions.PERSONALITY + "\n\nYou are friend's guide."));
    assertThat(outlets.lastGeneration().temperature()).isEqualTo(0.5);
  }

  @Test
  void anUnknownAgentIsRefusedWithAReasonAndNothingIsWrittenDown() {
    agents.clear();
    open();

    assertThat(outlets.told(EdgeOutput.Ended.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1008))
        .satisfies(ended -> assertThat(ended.reason()).contains("does not exist"));
    assertThat(outlets.events).isEmpty();
    assertThat(outlets.snapshots).isEmpty();
    assertThat(conversations.count()).isZero();
  }

  @Test
  void anOverrideThatIsNotPermittedIsRefusedByItsName() {
    open("{\"agent\":{\"first_message\":\"Ha!\"}}");

    assertThat(outlets.told(EdgeOutput.Ended.class).getFirst().reason())
        .isEqualTo("Override for field 'agent.first_message' is not allowed by config.");
  }

  @Test
  void theEmptyOverridesThatClientsAlwaysSendAreNone() {
    open("{\"agent\":{},\"tts\":{},\"conversation\":{}}");

    assertThat(outlets.toldInOrder()).startsWith("Started");
  }

  @Test
  void aPermittedTextOnlyOverrideMakesItAChatThatNeverHearsOrSpeaks() {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop",
         "conversation_config":{"agent":{"first_message":"Hello."}},
         "platform_settings":{"overrides":{"conversation_config_override":
           {"conversation":{"text_only":true}}}}}""");
    open("{\"conversation\":{\"text_only\":true}}");
    send(new EdgeInput.Audio(new byte[640]));
    send(new EdgeInput.UserMessage("hi"));
    modelSays("Hi.");

    assertThat(outlets.toVoice).isEmpty();
    assertThat(ears).isEmpty();
    assertThat(outlets.told(EdgeOutput.AgentResponse.class))
        .extracting(EdgeOutput.AgentResponse::text)
        .containsExactly("Hello.", "Hi.");
  }

  @Test
  void audioGoesToTheEarsAndWhatTheyHearBecomesATurn() {
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));
    send(new EdgeInput.Audio(new byte[] {1, 2}));
    ears.getFirst().accept(new Heard.SpeechBegan());
    ears.getFirst().accept(new Heard.Utterance("when do you open", 900, 4_000));

    assertThat(heard).containsExactly(new byte[] {1, 2});
    assertThat(outlets.told(EdgeOutput.UserTranscript.class).getFirst().text())
        .isEqualTo("when do you open");
    assertThat(outlets.turns.getLast().sourceMedium()).contains("audio");
    assertThat(outlets.turns.getLast().metricsMs())
        .containsEntry("convai_asr_trailing_service_latency", 4.0);
  }

  @Test
  void onlyTheEventsThatTheAgentListsAreSent() {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","conversation_config":{
          "agent":{"first_message":""},
          "conversation":{"client_events":["audio","vad_score"]}}}""");
    open();
    send(new EdgeInput.Audio(new byte[2]));
    ears.getFirst().accept(new Heard.Score(0.9));
    ears.getFirst().accept(new Heard.SpeechBegan());
    ears.getFirst().accept(new Heard.Utterance("hello", 900, 0));

    assertThat(outlets.toldInOrder()).containsExactly("Started", "VadScore");
  }

  @Test
  void aClosedSocketEndsTheConversationAndFreesAllThatItHeld() {
    open();
    send(new EdgeInput.Audio(new byte[2]));
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));
    send(new EdgeInput.Closed("User ended conversation"));

    var ended = (ConversationEvent.Ended) outlets.events.getLast();
    assertThat(ended.turnCount()).isEqualTo(outlets.turns.size()).isEqualTo(1);
    assertThat(ended.terminationReason()).isEqualTo("User ended conversation");
    assertThat(openEars).isZero();
    assertThat(outlets.snapshots).isEmpty();
    assertThat(conversations.count()).isZero();
  }

  @Test
  void anEdgeThatFallsSilentEndsTheConversation() {
    open();
    voiceSpeaks(10);
    for (int second = 0; second < 22; second += 2) {
      time.pass(Duration.ofSeconds(2));
      conversations.beat();
    }

    assertThat(outlets.events.getLast()).isInstanceOf(ConversationEvent.Ended.class);
    assertThat(conversations.count()).isZero();
  }

  @Test
  void anEdgeThatIsThereKeepsTheConversationAndIsToldThatTheOwnerIs() {
    open();
    voiceSpeaks(10);
    for (int second = 0; second < 60; second += 2) {
      time.pass(Duration.ofSeconds(2));
      send(new EdgeInput.Alive());
      conversations.beat();
    }

    assertThat(conversations.count()).isEqualTo(1);
    assertThat(outlets.told(EdgeOutput.Alive.class)).hasSize(30);
  }

  @Test
  void anEdgeThatAsksAboutAnUnknownConversationIsToldThatItIsLost() {
    send(new EdgeInput.Audio(new byte[2]));
    assertThat(outlets.toEdge).isEmpty();

    send(new EdgeInput.Alive());
    assertThat(outlets.told(EdgeOutput.Ended.class).getFirst().code()).isEqualTo(1011);
  }

  @Test
  void theNextOwnerGoesOnWhereTheKilledOneStood() {
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));
    send(new EdgeInput.UserMessage("what do you sell"));
    var turnsSoFar = List.copyOf(outlets.turns);

    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    modelSays("Only bread.");

    assertThat(outlets.lastGeneration().messages())
        .contains(ChatMessage.assistant("Hello friend."), ChatMessage.user("what do you sell"));
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Only bread.");
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));
    assertThat(outlets.turns).startsWith(turnsSoFar.toArray(new TranscriptTurn[0]));
    assertThat(outlets.turns).extracting(TranscriptTurn::index).containsExactly(0, 1, 2);
  }

  @Test
  void theNextOwnerSkipsWhatTheKilledOneHadDealtWith() {
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));
    send(new EdgeInput.UserMessage("what do you sell"));

    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    sequence--;
    send(new EdgeInput.UserMessage("what do you sell"));

    assertThat(outlets.turns.stream().filter(t -> t.role() == TranscriptTurn.Role.USER)).hasSize(1);
  }

  @Test
  void partitionsThatMovedAwayTakeTheirConversationsWithThemAndOthersStay() {
    open();
    voiceSpeaks(10);
    conversations.lost(Set.of(PARTITION));
    conversations.gained(Set.of(PARTITION, 4));
    assertThat(conversations.count()).isEqualTo(1);

    conversations.lost(Set.of(PARTITION, 4));
    conversations.gained(Set.of(4));
    assertThat(conversations.count()).isZero();
    assertThat(outlets.events).hasSize(1);
    assertThat(outlets.snapshots).containsKey(CONVERSATION);
  }

  @Test
  void aBargeInReachesTheVoiceTheModelAndTheEdge() {
    open();
    voiceSpeaks(5_000);
    send(new EdgeInput.Audio(new byte[2]));
    ears.getFirst().accept(new Heard.SpeechBegan());
    ears.getFirst().accept(new Heard.Speaking(224));
    ears.getFirst().accept(new Heard.Partial("stop it"));

    assertThat(outlets.toVoice.getLast()).isEqualTo(new SpeechRequest.Cancel(CONVERSATION, 1));
    assertThat(outlets.told(EdgeOutput.Interruption.class)).hasSize(1);

    ears.getFirst().accept(new Heard.Utterance("stop", 300, 0));
    send(new EdgeInput.UserMessage("go on"));
    assertThat(outlets.toModel.stream().filter(LlmRequest.Cancel.class::isInstance)).hasSize(1);
  }

  @Test
  void theUserIsFollowedIntoAnotherLanguageOfTheAgentInOneStep() {
    agent(SPANISH_TOO);
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(10));
    send(new EdgeInput.Audio(new byte[2]));
    ears.getFirst().accept(new Heard.Utterance("quiero una mesa para dos", 900, 0));

    var asked = outlets.lastGeneration();
    assertThat(asked.messages().getFirst().content()).endsWith("\n\nEres el portero.");
    modelSays("Claro.");
    var speak = (SpeechRequest.Speak) outlets.toVoice.getLast();
    assertThat(speak.voice().voiceId()).isEqualTo("carmen");
    assertThat(speak.voice().language()).isEqualTo("es");
    assertThat(speak.voice().modelId()).contains("eleven_flash_v2_5");
    send(new EdgeInput.Audio(new byte[2]));
    assertThat(speakers).extracting(Speaker::language).containsExactly("en", "es");
    assertThat(openEars).isEqualTo(1);
    assertThat(outlets.snapshots.get(CONVERSATION).config().agent().language()).isEqualTo("es");
  }

  @Test
  void theModelMayChangeTheLanguageAndGoOn() {
    agent(SPANISH_TOO);
    open();
    send(new EdgeInput.UserMessage("Please speak Spanish with me"));
    var asked = outlets.lastGeneration();
    assertThat(asked.tools()).extracting(ToolSpec::name).contains("language_detection");
    assertThat(asked.tools())
        .filteredOn(tool -> tool.name().equals("language_detection"))
        .singleElement()
        .satisfies(tool -> assertThat(tool.description()).endsWith("Language codes: en, es"));

    modelCalls("language_detection", "{\"reason\":\"asked\",\"language\":\"zz\"}");
    assertThat(outlets.lastGeneration().messages().getLast().content()).contains("\"error\"");
    assertThat(outlets.lastGeneration().messages().getFirst().content()).contains("guide");

    modelCalls("language_detection", "{\"reason\":\"asked\",\"language\":\"es\"}");
    assertThat(outlets.lastGeneration().messages().getFirst().content())
        .endsWith("\n\nEres el portero.");
    assertThat(outlets.lastGeneration().messages().getLast().content())
        .contains("\"language\":\"es\"", "language_detection_success");
    modelSays("Claro que sí.");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Claro que sí.");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class)).hasSize(2); // no second greeting
  }

  @Test
  void aLanguageThatTheClientAsksForIsThatOfTheGreetingAndUnknownOnesAreRefused() {
    agent(SPANISH_TOO);
    open("{\"agent\":{\"language\":\"es\"}}");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Hola friend.");

    sequence = 0;
    conversations.gained(Set.of());
    conversations.gained(Set.of(PARTITION));
    outlets.snapshots.clear();
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    open("{\"agent\":{\"language\":\"fi\"}}");
    assertThat(outlets.told(EdgeOutput.Ended.class).getLast().reason()).contains("agent.language");
  }

  @Test
  void theModelMayEndTheCallAfterItsLastWords() {
    agent(SPANISH_TOO);
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(10));
    send(new EdgeInput.UserMessage("bye"));
    modelCalls("end_call", "{\"reason\":\"done\",\"message\":\"Goodbye then.\"}");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Goodbye then.");
    assertThat(outlets.told(EdgeOutput.Ended.class)).isEmpty();

    voiceSpeaks(1_000);
    time.pass(Duration.ofMillis(999));
    assertThat(outlets.told(EdgeOutput.Ended.class)).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(outlets.told(EdgeOutput.Ended.class))
        .singleElement()
        .extracting("code")
        .isEqualTo(1000);
  }

  @Test
  void aSkippedTurnSaysNothingAndAsksNothing() {
    agent(SPANISH_TOO);
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(10));
    send(new EdgeInput.UserMessage("give me a minute"));
    int asked = outlets.toModel.size();
    modelCalls("skip_turn", "{}");
    time.pass(Duration.ofSeconds(60));
    assertThat(outlets.toModel).hasSize(asked);
    assertThat(outlets.told(EdgeOutput.AgentResponse.class)).hasSize(1);
  }

  private static final String SPANISH_TOO =
      """
      {"agent_id":"agent_1","name":"Shop",
       "platform_settings":{"overrides":{"conversation_config_override":{"agent":{"language":true}}}},
       "conversation_config":{"agent":{"first_message":"Hello {{name}}.",
         "dynamic_variables":{"dynamic_variable_placeholders":{"name":"friend"}},
         "prompt":{"prompt":"You are a guide.","llm":"builtin","built_in_tools":{
           "language_detection":{"type":"system","name":"language_detection","params":{"system_tool_type":"language_detection"}},
           "end_call":{"type":"system","name":"end_call","params":{"system_tool_type":"end_call"}},
           "skip_turn":{"type":"system","name":"skip_turn","params":{"system_tool_type":"skip_turn"}}}}},
        "language_presets":{"es":{"overrides":{"agent":{"prompt":{"prompt":"Eres el portero."}},
          "tts":{"voice_id":"carmen"}},
          "first_message_translation":{"source_hash":"","text":"Hola {{name}}."}}}}}""";
}
