package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Compares the vector of a question with all vectors of the documents: exact, and fast enough for
 * what one agent knows. Vectors of an index never change, so they are remembered; texts are read
 * for the nearest only.
 */
@ApplicationScoped
public class VectorSearch implements Retrieval {

  /** The documents that some ids stand for, in the order of the ids. */
  private static final String NAMED =
      """
      with recursive named as (
        select d.id, d.type, position from unnest($2::text[]) with ordinality as asked (id, position)
        join conversation.knowledge_document d on d.workspace = $1 and d.id = asked.id
        union
        select d.id, d.type, named.position from conversation.knowledge_document d
        join named on d.folder_id = named.id where d.workspace = $1),
      firsts as (
        select id, min(position) as position from named where type <> 'folder' group by id)
      """;

  private static final String SAID =
      NAMED
          + """
          select d.id, d.name, t.text from firsts
          join conversation.knowledge_document d on d.workspace = $1 and d.id = firsts.id
          join conversation.knowledge_text t on t.workspace = $1 and t.id = firsts.id
          where not $3 or d.characters < $4 and octet_length(t.text) < $4
          order by firsts.position, d.id
          """;

  private static final String INDEXED =
      NAMED
          + """
          select d.name as document_name, i.* from firsts
          join conversation.knowledge_document d on d.workspace = $1 and d.id = firsts.id
          join conversation.knowledge_index i on i.workspace = $1 and i.document_id = d.id
          where i.model = $3 and i.status = 'succeeded'
          order by firsts.position, d.id
          """;

  private final Pool pool;
  private final Indexes indexes;
  private final Embeddings embeddings;
  private final KnowledgeConfig config;
  private final RememberedVectors remembered;

  /** The question is turned into a vector here, which blocks. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** An index that is ready, and the name of its document. */
  private record Ready(String name, Index index) {}

  /** A chunk that may belong to the question. */
  private record Candidate(Ready from, String chunkId, double distance) {}

  @Inject
  public VectorSearch(Pool pool, Indexes indexes, Embeddings embeddings, KnowledgeConfig config) {
    this.pool = pool;
    this.indexes = indexes;
    this.embeddings = embeddings;
    this.config = config;
    this.remembered = new RememberedVectors(config.rememberedBytes());
  }

  @Override
  public Uni<List<Passage>> passages(Question question) {
    var small = said(question.workspace(), question.documentIds(), true);
    var near =
        ready(question)
            .chain(
                ready ->
                    ready.isEmpty() || question.text().isBlank()
                        ? Uni.createFrom().item(List.<Passage>of())
                        : nearest(question, ready));
    return Uni.combine()
        .all()
        .unis(small, near)
        .with((whole, chunks) -> fitting(question.maxCharacters(), whole, chunks));
  }

  private static List<Passage> fitting(int most, List<Whole> whole, List<Passage> chunks) {
    List<Passage> all = new ArrayList<>();
    for (var document : whole) {
      all.add(
          new Passage(
              document.documentId(),
              document.documentName(),
              "",
              document.text(),
              OptionalDouble.empty()));
    }
    all.addAll(chunks);
    List<Passage> fitting = new ArrayList<>();
    int left = most;
    for (var passage : all) {
      if (passage.text().length() <= left) {
        left -= passage.text().length();
        fitting.add(passage);
      }
    }
    return List.copyOf(fitting);
  }

  private Uni<List<Ready>> ready(Question question) {
    return pool.preparedQuery(INDEXED)
        .execute(
            Tuple.of(
                question.workspace().id(),
                question.documentIds().toArray(String[]::new),
                question.model()))
        .map(
            rows ->
                Rows.all(rows, row -> new Ready(row.getString("document_name"), Index.of(row))));
  }

  private Uni<List<Passage>> nearest(Question question, List<Ready> ready) {
    var embedding = embeddings.named(question.model());
    double most = question.maxDistance() + embedding.tolerance();
    return Uni.createFrom()
        .item(() -> embedding.embed(List.of(question.text())).getFirst())
        .runSubscriptionOn(threads)
        .chain(
            asked ->
                Multi.createFrom()
                    .iterable(ready)
                    .onItem()
                    .transformToUniAndConcatenate(one -> candidates(most, asked, one))
                    .collect()
                    .asList())
        .map(
            found ->
                found.stream()
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingDouble(Candidate::distance))
                    .limit(question.maxPassages())
                    .toList())
        .chain(this::passages);
  }

  private Uni<List<Candidate>> candidates(double most, float[] asked, Ready ready) {
    return vectors(ready.index())
        .map(
            vectors -> {
              List<Candidate> near = new ArrayList<>();
              for (int i = 0; i < vectors.size(); i++) {
                // Since the index was made the model may have got another provider.
                boolean alike = vectors.get(i).length == asked.length;
                double distance = alike ? Vectors.cosineDistance(asked, vectors.get(i)) : 2;
                if (distance <= most) {
                  near.add(new Candidate(ready, Indexes.chunkId(ready.index().id(), i), distance));
                }
              }
              return near;
            });
  }

  private Uni<List<float[]>> vectors(Index index) {
    return remembered
        .of(index)
        .map(known -> Uni.createFrom().item(known))
        .orElseGet(
            () -> indexes.vectors(index.id()).invoke(read -> remembered.remember(index, read)));
  }

  private Uni<List<Passage>> passages(List<Candidate> nearest) {
    return indexes
        .pieces(nearest.stream().map(Candidate::chunkId).toList())
        .map(
            pieces -> {
              Map<String, String> texts =
                  pieces.stream()
                      .collect(Collectors.toMap(Indexes.Piece::id, Indexes.Piece::content));
              return nearest.stream().flatMap(one -> passage(one, texts).stream()).toList();
            });
  }

  /** Empty if the chunk has gone meanwhile. */
  private static Optional<Passage> passage(Candidate one, Map<String, String> texts) {
    return Optional.ofNullable(texts.get(one.chunkId()))
        .map(
            text ->
                new Passage(
                    one.from().index().documentId(),
                    one.from().name(),
                    one.chunkId(),
                    text,
                    OptionalDouble.of(one.distance())));
  }

  @Override
  public Uni<List<Whole>> whole(Workspace workspace, List<String> documentIds) {
    return said(workspace, documentIds, false);
  }

  @Override
  public Uni<Void> makeReady(Workspace workspace, List<String> documentIds, String model) {
    return Multi.createFrom()
        .iterable(documentIds)
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                indexes
                    .ensure(workspace, id, model)
                    .replaceWithVoid()
                    .onFailure(Refusal.class) // there is none, or it is a folder
                    .recoverWithNull())
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<List<Whole>> said(Workspace workspace, List<String> ids, boolean smallOnly) {
    return pool.preparedQuery(SAID)
        .execute(
            Tuple.of(
                workspace.id(), ids.toArray(String[]::new), smallOnly, config.minIndexedBytes()))
        .map(rows -> Rows.all(rows, VectorSearch::whole));
  }

  private static Whole whole(Row row) {
    return new Whole(row.getString("id"), row.getString("name"), row.getString("text"));
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
