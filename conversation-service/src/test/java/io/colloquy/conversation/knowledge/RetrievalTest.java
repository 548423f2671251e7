package io.colloquy.conversation.knowledge;

import static io.colloquy.conversation.knowledge.KnowledgeApi.MODEL;
import static io.colloquy.conversation.knowledge.KnowledgeApi.fitting;
import static io.colloquy.conversation.knowledge.KnowledgeApi.json;
import static io.colloquy.conversation.knowledge.KnowledgeApi.refused;
import static io.colloquy.conversation.knowledge.KnowledgeApi.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.knowledge.Retrieval.Passage;
import io.colloquy.conversation.knowledge.Retrieval.Question;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a text to what belongs to a question, with the network in the jar. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class RetrievalTest {

  private static final String HOURS =
      "Our shop welcomes customers on weekdays between nine in the morning and half past five in"
          + " the afternoon. On Saturdays we lock the doors at noon, and on Sundays we stay closed.";
  private static final String RETURNS =
      "Goods can be sent back within thirty days of purchase, as long as they are unused. We then"
          + " pay the full price back to the card that was charged, which takes about a week.";
  private static final String PARKING =
      "Drivers find a garage under the building. The first hour costs nothing, and each further"
          + " hour costs two euros. Bicycles are left in the yard behind the house.";

  private final KnowledgeApi api = new KnowledgeApi();

  @Inject Retrieval retrieval;

  private static String filler(int paragraphs) {
    var text = new StringBuilder();
    for (int i = 0; i < paragraphs; i++) {
      text.append("Chapter ")
          .append(i)
          .append(" is about glaciers, granite and the moss on it. ")
          .append("Rivers carry gravel into the valley, where it lies for a long time. ".repeat(10))
          .append("\n\n");
    }
    return text.toString();
  }

  /** Three subjects far apart in a document that is about something else. */
  private String handbook() {
    return filler(3) + HOURS + "\n\n" + filler(3) + RETURNS + "\n\n" + filler(3) + PARKING;
  }

  private List<Passage> ask(String text, double maxDistance, int most, int length, String... ids) {
    return retrieval
        .passages(
            new Question(
                new Workspace(api.workspace), List.of(ids), MODEL, text, maxDistance, most, length))
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  @Test
  void aQuestionFindsItsAnswerByMeaningAndNotByWords() {
    var document = api.text("Handbook", handbook());
    api.indexed(document);

    var opening = ask("When may I come in?", 0.95, 1, 50_000, document);
    var refund = ask("I do not like it, do I get my money back?", 0.95, 1, 50_000, document);
    var car = ask("Where do I leave my car?", 0.95, 1, 50_000, document);

    assertThat(opening).singleElement().matches(found -> found.text().contains("lock the doors"));
    assertThat(refund).singleElement().matches(found -> found.text().contains("thirty days"));
    assertThat(car).singleElement().matches(found -> found.text().contains("a garage"));
    assertThat(car.getFirst().documentName()).isEqualTo("Handbook");
    var chunk = json(api.get("/%s/chunk/%s".formatted(document, car.getFirst().chunkId())));
    assertThat(chunk.get("content").textValue()).isEqualTo(car.getFirst().text());
  }

  @Test
  void passagesAreFewNearAndShort() {
    var document = api.text("Handbook", handbook());
    api.indexed(document);
    var question = "How much does it cost to park a car?";

    var all = ask(question, 1.99, 20, 1_000_000, document);
    var few = ask(question, 1.99, 2, 1_000_000, document);
    var near = ask(question, 0.6, 20, 1_000_000, document);
    var shortOnes = ask(question, 1.99, 20, 1500, document);

    assertThat(all).hasSizeGreaterThan(4);
    assertThat(all)
        .extracting(passage -> passage.distance().orElseThrow())
        .isSorted()
        .allMatch(distance -> distance >= 0 && distance <= 2);
    assertThat(few).containsExactlyElementsOf(all.subList(0, 2));
    assertThat(near).hasSizeBetween(1, 2).allMatch(passage -> passage.text().contains("garage"));
    assertThat(shortOnes.stream().mapToInt(passage -> passage.text().length()).sum())
        .isLessThanOrEqualTo(1500);
    assertThat(shortOnes.getFirst()).isEqualTo(all.getFirst());
    assertThat(ask("", 0.9, 20, 1000, document)).isEmpty();
  }

  @Test
  void onlyTheDocumentsOfTheQuestionAreSearched() {
    var folder = api.folder("f");
    var parking = api.text("Parking", PARKING + " " + filler(1), folder);
    var returns = api.text("Returns", RETURNS + " " + filler(1));
    api.indexed(parking);
    api.indexed(returns);

    assertThat(ask("Where do I park?", 1.99, 20, 100_000, returns, "doc_none"))
        .isNotEmpty()
        .allMatch(passage -> passage.documentId().equals(returns));
    assertThat(ask("Where do I park?", 1.99, 20, 100_000, folder))
        .isNotEmpty()
        .allMatch(passage -> passage.documentId().equals(parking));
    assertThat(ask("Where do I park?", 1.99, 20, 100_000)).isEmpty();
    var elsewhere =
        new Question(new Workspace("other"), List.of(parking), MODEL, "park", 1.99, 20, 100_000);
    assertThat(retrieval.passages(elsewhere).await().indefinitely()).isEmpty();
  }

  @Test
  void whatIsTooSmallForAnIndexIsTakenWhole() {
    var small = api.text("Small", "The code of the door is 4711.");
    var index = api.indexed(small);

    assertThat(index.get("status").textValue()).isEqualTo("document_too_small");
    assertThat(ask("What about the weather?", 0.1, 20, 1000, small))
        .singleElement()
        .matches(passage -> passage.text().contains("4711") && passage.distance().isEmpty());
  }

  @Test
  void whatIsSaidAnewIsFoundAnew() {
    var document = api.text("Handbook", filler(3) + PARKING);
    api.indexed(document);
    assertThat(ask("Where do I park?", 0.95, 1, 10_000, document).getFirst().text())
        .contains("garage");

    api.patch(document, Map.of("content", filler(3) + PARKING.replace("a garage", "a large barn")));
    api.indexed(document);

    assertThat(ask("Where do I park?", 0.95, 1, 10_000, document).getFirst().text())
        .contains("a large barn");
  }

  @Test
  void documentsForAPromptComeWholeInTheOrderAskedFor() {
    var folder = api.folder("f");
    var inside = api.text("inside", "one", folder);
    var beside = api.text("beside", "two");

    var whole =
        retrieval
            .whole(new Workspace(api.workspace), List.of(beside, folder, inside, "doc_none"))
            .await()
            .indefinitely();

    assertThat(whole)
        .containsExactly(
            new Retrieval.Whole(beside, "beside", "two"),
            new Retrieval.Whole(inside, "inside", "one"));
  }

  @Test
  void anIndexIsComputedShownAndDeleted() {
    var document = api.text("Handbook", handbook());

    var queued =
        fitting("indexDocument", api.post("/" + document + "/rag-index", Map.of("model", MODEL)));
    var done = api.indexed(document);

    assertThat(queued.get("status").textValue()).isIn("created", "processing", "succeeded");
    assertThat(done.get("id")).isEqualTo(queued.get("id"));
    assertThat(done.get("status").textValue()).isEqualTo("succeeded");
    assertThat(done.get("progress_percentage").doubleValue()).isEqualTo(100);
    assertThat(done.at("/document_model_index_usage/used_bytes").intValue())
        .isEqualTo(handbook().length());
    var overview = fitting("sizeOfIndexes", api.get("/rag-index"));
    assertThat(overview.get("total_used_bytes").intValue()).isEqualTo(handbook().length());
    assertThat(texts(overview.get("models"), "model")).containsExactly(MODEL);
    var path = "/%s/rag-index/%s".formatted(document, done.get("id").textValue());
    fitting("deleteDocumentIndex", api.delete(path));
    refused(api.delete(path), 404, "rag_index_not_found");
    assertThat(
            fitting("listDocumentIndexes", api.get("/" + document + "/rag-index")).get("indexes"))
        .isEmpty();
    refused(api.post("/" + document + "/rag-index", Map.of("model", "gpt")), "body", "model");
    refused(
        api.post("/" + api.folder("f") + "/rag-index", Map.of("model", MODEL)),
        404,
        "document_not_found");
  }

  @Test
  void theChunksOfAnIndexAreTheText() {
    var document = api.text("Handbook", handbook());
    api.indexed(document);

    List<String> contents = new ArrayList<>();
    var cursor = "";
    do {
      var page =
          fitting(
              "listChunks",
              api.get(
                  "/%s/chunks?embedding_model=%s&page_size=2&cursor=%s"
                      .formatted(document, MODEL, cursor)));
      contents.addAll(texts(page.get("chunks"), "content"));
      cursor = page.get("next_cursor").asText("");
    } while (!cursor.isEmpty());

    assertThat(String.join(" ", contents).replaceAll("\\s+", " "))
        .isEqualTo(handbook().strip().replaceAll("\\s+", " "));
    refused(api.get("/" + document + "/chunk/rag_1-1"), 404, "chunk_not_found");
    refused(api.get("/" + document + "/chunk/x"), 404, "chunk_not_found");
    refused(api.get("/" + document + "/chunks?embedding_model=gpt"), "query", "embedding_model");
  }

  @Test
  void severalIndexesAreAskedForAtOnce() {
    var document = api.text("Handbook", handbook());
    var other = api.text("Other", handbook());

    var answer =
        fitting(
            "ensureIndexes",
            api.post(
                "/rag-index",
                Map.of(
                    "items",
                    List.of(item(document, true), item(other, false), item("doc_none", true)))));

    assertThat(answer.at("/%s/data/model".formatted(document)).textValue()).isEqualTo(MODEL);
    assertThat(answer.at("/%s/error_status".formatted(other)).textValue())
        .isEqualTo("rag_index_not_found");
    assertThat(answer.at("/doc_none/error_code").intValue()).isEqualTo(404);
  }

  private static Map<String, Object> item(String documentId, boolean create) {
    return Map.of("document_id", documentId, "create_if_missing", create, "model", MODEL);
  }
}
