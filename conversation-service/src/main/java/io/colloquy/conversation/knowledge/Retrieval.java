package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.OptionalDouble;

/** Finds in the knowledge base what belongs to a question. */
public interface Retrieval {

  /**
   * A question about some documents.
   *
   * @param documentIds of documents, or of folders with all that lies in them; those that there are
   *     not are passed over
   * @param model the documented name of an embedding model
   * @param maxDistance that a passage may have from the text, as a cosine distance: 0 is the same
   *     meaning, 1 nothing in common; an embedding may add its {@link Embedding#tolerance}
   * @param maxPassages that are taken from the indexes, before the length counts
   * @param maxCharacters that all passages may have together
   */
  record Question(
      Workspace workspace,
      List<String> documentIds,
      String model,
      String text,
      double maxDistance,
      int maxPassages,
      int maxCharacters) {}

  /**
   * A piece of a document.
   *
   * @param chunkId as the REST interface names the chunk; empty for a whole document
   * @param distance from the question; none for a document that is too small for an index, which
   *     always belongs to it
   */
  record Passage(
      String documentId,
      String documentName,
      String chunkId,
      String text,
      OptionalDouble distance) {}

  /** What a document says, whole. */
  record Whole(String documentId, String documentName, String text) {}

  /**
   * What belongs to a question: small documents first, then the nearest chunks. A document whose
   * index is not ready is passed over. May be called on any thread, and does not block it; fails
   * with {@link Embedding.EmbeddingFailed} if the question cannot be understood now.
   */
  Uni<List<Passage>> passages(Question question);

  /**
   * Documents for a prompt that takes them whole, in the order asked for; folders stand for all
   * that lies in them. Any thread.
   */
  Uni<List<Whole>> whole(Workspace workspace, List<String> documentIds);

  /** Asks for the indexes of documents that have none of this model yet. Any thread. */
  Uni<Void> makeReady(Workspace workspace, List<String> documentIds, String model);
}
