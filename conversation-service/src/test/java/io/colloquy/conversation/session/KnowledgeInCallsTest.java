package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn.RagChunk;
import io.colloquy.contracts.event.TranscriptTurn.RagRetrieval;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent knows, in whole conversations. */
class KnowledgeInCallsTest extends StagedCalls {

  private static final String FOUND =
      """
      These parts of the knowledge base may help to answer what the user said last.

      <knowledge_base>
      <document name="Book doc_1">
      We open at nine.
      </document>
      </knowledge_base>""";

  @BeforeEach
  void aBook() {
    shelf.texts.put("doc_1", "We open at nine.\n");
    shelf.texts.put("doc_2", "Bread costs 3 euros.");
  }

  private void agentKnows(String mode, String rag) {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","conversation_config":{
          "conversation":{"text_only":true},
          "agent":{"first_message":"","prompt":{"prompt":"You sell bread.",
            "ignore_default_personality":true,"rag":%s,"knowledge_base":[
              {"type":"text","name":"hours","id":"doc_1","usage_mode":"%s"},
              {"type":"text","name":"prices","id":"doc_2","usage_mode":"prompt"}]}}}}"""
            .formatted(rag, mode));
  }

  private List<ChatMessage> asked() {
    return outlets.lastGeneration().messages();
  }

  @Test
  void withoutRetrievalEveryDocumentStandsInThePrompt() {
    agentKnows("auto", "{}");
    open();
    send(new EdgeInput.UserMessage("hi"));

    assertThat(asked())
        .containsExactly(
            ChatMessage.system(
                """
                You sell bread.

                Use the knowledge base where it helps to answer.

                <knowledge_base>
                <document name="Book doc_1">
                We open at nine.
                </document>
                <document name="Book doc_2">
                Bread costs 3 euros.
                </document>
                </knowledge_base>"""),
            ChatMessage.user("hi"));
    assertThat(shelf.questions).isEmpty();
  }

  @Test
  void documentsAreReadOnceAndNotForEveryTurn() {
    agentKnows("auto", "{}");
    open();
    for (int turn = 0; turn < 3; turn++) {
      send(new EdgeInput.UserMessage("hi"));
      modelSays("Hello.");
    }

    assertThat(shelf.readings).isEqualTo(1);
  }

  @Test
  void withRetrievalTheModelIsGivenWhatBelongsToTheLastWordsForThisAnswerOnly() {
    agentKnows(
        "auto",
        """
        {"enabled":true,"embedding_model":"multilingual_e5_large_instruct",
         "max_vector_distance":0.4,"max_documents_length":1000,
         "max_retrieved_rag_chunks_count":3}""");
    open();
    assertThat(shelf.indexed).containsExactly("doc_1");
    send(new EdgeInput.UserMessage("when do you open?"));

    assertThat(asked().getFirst().content()).contains("Bread costs").doesNotContain("nine");
    assertThat(asked().get(1)).isEqualTo(ChatMessage.system(FOUND));
    assertThat(asked().getLast()).isEqualTo(ChatMessage.user("when do you open?"));
    var question = shelf.questions.getFirst();
    assertThat(question.text()).isEqualTo("when do you open?");
    assertThat(question.documentIds()).containsExactly("doc_1");
    assertThat(question.model()).isEqualTo("multilingual_e5_large_instruct");
    assertThat(question.maxDistance()).isEqualTo(0.4);
    assertThat(question.maxCharacters()).isEqualTo(1000);
    assertThat(question.maxPassages()).isEqualTo(3);

    modelSays("At ten.");
    send(new EdgeInput.UserMessage("when, please?"));
    assertThat(asked().subList(1, 5)) // all that came before it is as it was, for the cache
        .containsExactly(
            ChatMessage.user("when do you open?"),
            ChatMessage.assistant("At ten."),
            ChatMessage.system(FOUND),
            ChatMessage.user("when, please?"));

    modelSays("At ten, I said.");
    shelf.texts.clear();
    send(new EdgeInput.UserMessage("thank you"));
    assertThat(asked().stream().filter(m -> m.content().contains("nine"))).isEmpty();
  }

  @Test
  void theTranscriptTellsWhatWasLookedUp() {
    agentKnows("auto", "{\"enabled\":true}");
    open();
    send(new EdgeInput.UserMessage("when do you open?"));
    modelSays("At nine.");

    assertThat(outlets.turns.getFirst().ragRetrievalInfo()).isEmpty();
    assertThat(outlets.turns.getLast().ragRetrievalInfo())
        .contains(
            new RagRetrieval(
                List.of(new RagChunk("doc_1", "chunk_doc_1", 0.25)),
                "e5_mistral_7b_instruct",
                "when do you open?",
                0));
  }

  @Test
  void aSearchThatTakesTooLongIsNotWaitedFor() {
    agentKnows("auto", "{\"enabled\":true}");
    shelf.slow = true;
    open();
    send(new EdgeInput.UserMessage("when do you open?"));
    time.pass(Duration.ofMillis(399));
    assertThat(outlets.toModel).isEmpty();

    time.pass(Duration.ofMillis(1));

    assertThat(asked()).hasSize(2);
    assertThat(metrics.lookUps).containsExactly(false);
    shelf.held.getFirst().complete(shelf.found(shelf.questions.getFirst()));
    assertThat(outlets.toModel).hasSize(1);
    modelSays("I do not know.");
    assertThat(outlets.turns.getLast().ragRetrievalInfo()).isEmpty();
  }

  @Test
  void aSearchThatFailsCostsNoAnswer() {
    agentKnows("auto", "{\"enabled\":true}");
    shelf.slow = true;
    open();
    send(new EdgeInput.UserMessage("when do you open?"));

    shelf.held.getFirst().fail(new IllegalStateException("no database"));

    assertThat(asked()).hasSize(2);
    assertThat(metrics.lookUps).containsExactly(false);
  }

  @Test
  void anAnswerThatIsNotWantedAnyMoreIsNotAskedForLater() {
    agentKnows("auto", "{\"enabled\":true}");
    shelf.slow = true;
    open();
    send(new EdgeInput.UserMessage("when do you open?"));
    send(new EdgeInput.UserMessage("and what is it called?"));

    shelf.held.getFirst().complete(List.of());
    time.pass(Duration.ofSeconds(1));

    assertThat(outlets.toModel.stream().filter(LlmRequest.Generate.class::isInstance)).hasSize(1);
    assertThat(asked().getLast()).isEqualTo(ChatMessage.user("and what is it called?"));
  }

  @Test
  void aPromptThatIsTooLongWithItsDocumentsIsRefused() {
    agentKnows("auto", "{}");
    shelf.texts.put("doc_1", "ü".repeat(1_048_577));
    open();

    assertThat(outlets.told(EdgeOutput.Ended.class).getFirst().reason())
        .isEqualTo("The agent's prompt with its knowledge base exceeds 2 MiB.");
    assertThat(conversations.count()).isZero();
  }

  @Test
  void theNextOwnerKnowsTheSame() {
    agentKnows("auto", "{}");
    open();
    send(new EdgeInput.UserMessage("hi"));

    conversations = owner();
    conversations.gained(Set.of(PARTITION));

    assertThat(asked().getFirst().content()).contains("We open at nine.");
  }
}
