package io.colloquy.conversation.prompt;

import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.agent.Prompt.KnowledgeBaseLocator;
import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.conversation.knowledge.Retrieval.Passage;
import io.colloquy.conversation.knowledge.Retrieval.Whole;
import io.colloquy.rest.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an agent knows in one conversation: documents that stand in its prompt whole, and documents
 * in which is looked up what belongs to the user's last words. Made once, when the agent begins to
 * speak; a turn costs the search and no more.
 *
 * @param block for the prompt; empty if no document stands there whole
 * @param lookedUp documents for {@link #question}
 */
public record Knowledge(String block, Workspace workspace, List<String> lookedUp, Prompt.Rag rag) {

  private static final String PROMPT = "prompt";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * With retrieval, documents stand in the prompt whole if their usage mode says so; without it all
   * do. Blocks its (virtual) thread.
   */
  public static Knowledge of(Retrieval retrieval, Workspace workspace, Prompt prompt) {
    var rag = prompt.rag();
    var whole = ids(prompt, document -> !rag.enabled() || document.usageMode().equals(PROMPT));
    var lookedUp = ids(prompt, document -> rag.enabled() && !document.usageMode().equals(PROMPT));
    if (!lookedUp.isEmpty()) {
      retrieval.makeReady(workspace, lookedUp, rag.embeddingModel()).await().atMost(PATIENCE);
    }
    var documents =
        whole.isEmpty()
            ? List.<Whole>of()
            : retrieval.whole(workspace, whole).await().atMost(PATIENCE);
    return new Knowledge(
        documents.isEmpty()
            ? ""
            : block(
                "Use the knowledge base where it helps to answer.",
                documents.stream()
                    .map(document -> document(document.documentName(), document.text()))
                    .toList()),
        workspace,
        lookedUp,
        rag);
  }

  private static List<String> ids(Prompt prompt, Predicate<KnowledgeBaseLocator> which) {
    return prompt.knowledgeBase().stream().filter(which).map(KnowledgeBaseLocator::id).toList();
  }

  /** What is looked up for these words. */
  public Retrieval.Question question(String words) {
    return new Retrieval.Question(
        workspace,
        lookedUp,
        rag.embeddingModel(),
        words,
        rag.maxVectorDistance(),
        rag.maxRetrievedRagChunksCount(),
        rag.maxDocumentsLength());
  }

  /** What the model is told of passages that were found, for one answer. */
  public static String found(List<Passage> passages) {
    return block(
        "These parts of the knowledge base may help to answer what the user said last.",
        passages.stream()
            .map(passage -> document(passage.documentName(), passage.text()))
            .toList());
  }

  private static String block(String introduction, List<String> documents) {
    return documents.stream()
        .collect(
            Collectors.joining(
                "\n", introduction + "\n\n<knowledge_base>\n", "\n</knowledge_base>"));
  }

  private static String document(String name, String text) {
    return "<document name=\"%s\">\n%s\n</document>"
        .formatted(name.replaceAll("[\"<>\\p{Cntrl}]", "'"), text.strip());
  }
}
