package io.colloquy.conversation.session;

import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A knowledge base that a test writes, and that may take its time. */
final class Shelf implements Retrieval {

  final Map<String, String> texts = new HashMap<>();
  final List<Question> questions = new ArrayList<>();
  final List<String> indexed = new ArrayList<>();
  final List<UniEmitter<? super List<Passage>>> held = new ArrayList<>();
  boolean slow;
  int readings;

  @Override
  public Uni<List<Passage>> passages(Question question) {
    questions.add(question);
    if (slow) {
      return Uni.createFrom().emitter(held::add);
    }
    return Uni.createFrom().item(() -> found(question));
  }

  List<Passage> found(Question question) {
    return question.documentIds().stream()
        .filter(texts::containsKey)
        .map(
            id ->
                new Passage(
                    id, "Book " + id, "chunk_" + id, texts.get(id), OptionalDouble.of(0.25)))
        .toList();
  }

  @Override
  public Uni<List<Whole>> whole(Workspace workspace, List<String> documentIds) {
    readings++;
    return Uni.createFrom()
        .item(
            documentIds.stream()
                .filter(texts::containsKey)
                .map(id -> new Whole(id, "Book " + id, texts.get(id)))
                .toList());
  }

  @Override
  public Uni<Void> makeReady(Workspace workspace, List<String> documentIds, String model) {
    indexed.addAll(documentIds);
    return Uni.createFrom().voidItem();
  }
}
