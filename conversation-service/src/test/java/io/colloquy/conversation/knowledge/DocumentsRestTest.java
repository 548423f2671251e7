package io.colloquy.conversation.knowledge;

import static io.colloquy.conversation.knowledge.KnowledgeApi.BASE;
import static io.colloquy.conversation.knowledge.KnowledgeApi.fitting;
import static io.colloquy.conversation.knowledge.KnowledgeApi.id;
import static io.colloquy.conversation.knowledge.KnowledgeApi.json;
import static io.colloquy.conversation.knowledge.KnowledgeApi.refused;
import static io.colloquy.conversation.knowledge.KnowledgeApi.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class DocumentsRestTest {

  private final KnowledgeApi api = new KnowledgeApi();

  @Test
  void aTextIsStoredAndShown() {
    var created =
        fitting(
            "addTextDocument", api.post("/text", Map.of("name", "Hours", "text", "Nine\nto <5>")));

    var shown = fitting("getDocument", api.get("/" + created.get("id").textValue()));

    assertThat(shown.get("type").textValue()).isEqualTo("text");
    assertThat(shown.get("name").textValue()).isEqualTo("Hours");
    assertThat(shown.get("extracted_inner_html").textValue())
        .isEqualTo("<p>Nine<br>to &lt;5&gt;</p>");
    assertThat(shown.at("/metadata/size_bytes").longValue()).isEqualTo(11);
    assertThat(texts(shown.get("supported_usages"), "")).hasSize(2);
    assertThat(shown.get("folder_path")).isEmpty();
  }

  @Test
  void aTextWithoutANameIsCalledWhatItBeginsWith() {
    var created = json(api.post("/text", Map.of("text", "\n  Opening hours\nNine to five")));

    assertThat(created.get("name").textValue()).isEqualTo("Opening hours");
  }

  @Test
  void aTextOfNoLengthOrTooMuchIsRefused() {
    refused(api.post("/text", Map.of("text", " \n ")), "body", "text");
    refused(api.post("/text", Map.of("name", "x")), "body", "text");
    refused(api.post("/text", Map.of("text", "x", "name", "")), "body", "name");
    refused(api.post("/text", Map.of("text", "x".repeat(2_000_001))), 413, "document_too_large");
    refused(
        api.post("/text", Map.of("text", "x", "parent_folder_id", "folder_none")),
        404,
        "folder_not_found");
  }

  @Test
  void aLongTextIsForRetrievalOnly() {
    var id = api.text("long", "word ".repeat(70_000));

    var shown = fitting("getDocument", api.get("/" + id));

    assertThat(shown.get("supported_usages")).hasSize(1);
    assertThat(shown.at("/supported_usages/0").textValue()).isEqualTo("auto");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/plain", "application/json", "*/*", "text/*, */*;q=0.1"})
  void theContentIsHtmlWhateverTheClientTakes(String accepted) {
    var id = api.text("a", "Café");

    var answer = api.request().header("accept", accepted).get(BASE + "/" + id + "/content");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase("text/html;charset=UTF-8");
    assertThat(new String(answer.asByteArray(), StandardCharsets.UTF_8)).isEqualTo("<p>Café</p>");
    refused(
        api.request().header("accept", accepted).get(BASE + "/doc_none/content"),
        404,
        "document_not_found");
  }

  @Test
  void aDocumentIsRenamedAndSaysSomethingElse() {
    var id = api.text("before", "one");

    var renamed = fitting("changeDocument", api.patch(id, Map.of("name", "after")));
    var rewritten = fitting("changeDocument", api.patch(id, Map.of("content", "two words")));

    assertThat(renamed.get("name").textValue()).isEqualTo("after");
    assertThat(rewritten.get("name").textValue()).isEqualTo("after");
    assertThat(rewritten.get("extracted_inner_html").textValue()).isEqualTo("<p>two words</p>");
    assertThat(rewritten.at("/metadata/size_bytes").longValue()).isEqualTo(9);
    refused(api.patch(id, Map.of("name", "")), "body", "name");
  }

  @ParameterizedTest
  @CsvSource({
    "created_at, asc, 3",
    "created_at, desc, 100",
    "updated_at, desc, 2",
    "name, asc, 4",
    "name, desc, 1",
    "size, asc, 3",
    "size, desc, 5"
  })
  void pagingMeetsEveryDocumentOnceAndInOrder(String sortBy, String direction, int pageSize) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      // Two of each name and size, so that the id has ties to settle.
      ids.add(api.text(" Name " + i / 2, "x".repeat(1 + i / 2)));
    }
    ids.add(api.folder("Folder"));

    for (var foldersFirst : List.of(false, true)) {
      List<String> met = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      var cursor = "";
      do {
        var page =
            fitting(
                "listDocuments",
                api.request()
                    .queryParam("sort_by", sortBy)
                    .queryParam("sort_direction", direction)
                    .queryParam("page_size", pageSize)
                    .queryParam("folders_first", foldersFirst)
                    .queryParam("cursor", cursor)
                    .get(BASE));
        met.addAll(texts(page.get("documents"), "id"));
        page.get("documents").forEach(one -> sizes.add(one.at("/metadata/size_bytes").intValue()));
        cursor = page.get("next_cursor").asText("");
        assertThat(page.get("has_more").booleanValue()).isEqualTo(!cursor.isEmpty());
      } while (!cursor.isEmpty());

      assertThat(met).containsExactlyInAnyOrderElementsOf(ids);
      if (foldersFirst) {
        assertThat(met.getFirst()).startsWith("folder_");
      } else if (sortBy.equals("size")) {
        Comparator<Integer> order = Comparator.naturalOrder();
        assertThat(sizes).isSortedAccordingTo(direction.equals("asc") ? order : order.reversed());
      } else if (sortBy.equals("created_at")) {
        assertThat(met).containsExactlyElementsOf(direction.equals("asc") ? ids : ids.reversed());
      }
    }
  }

  @Test
  void aListIsSearchedByTheBeginningOfNamesAndByType() {
    api.text("Alpha 100%", "x");
    api.text("beta", "x");
    api.upload("hello".getBytes(StandardCharsets.UTF_8), "alpha.txt");
    api.folder("Alphabet");

    assertThat(names("search=alpha")).containsExactly("Alphabet", "alpha.txt", "Alpha 100%");
    assertThat(names("search=alpha 100%")).containsExactly("Alpha 100%");
    assertThat(names("search=_lpha")).isEmpty();
    assertThat(names("types=text")).containsExactly("beta", "Alpha 100%");
    assertThat(names("types=file&types=folder")).containsExactly("Alphabet", "alpha.txt");
    assertThat(names("show_only_owned_documents=true")).hasSize(4);
    refused(api.get("?types=picture"), "query", "types", 0);
    refused(api.get("?page_size=101"), "query", "page_size");
    refused(api.get("?sort_by=color"), "query", "sort_by");
    refused(api.get("?cursor=nonsense"), "query", "cursor");
    var cursor = json(api.get("?page_size=1")).get("next_cursor").textValue();
    refused(api.get("?sort_by=name&cursor=" + cursor), "query", "cursor");
  }

  private List<String> names(String query) {
    return texts(fitting("listDocuments", api.get("?" + query)).get("documents"), "name");
  }

  @Test
  void foldersHoldDocumentsAndFolders() {
    var outer = api.folder("outer");
    var inner = api.folder("inner", outer);
    var deep = api.text("deep", "x", inner);
    api.text("beside", "x");

    assertThat(names("parent_folder_id=" + outer)).containsExactly("inner");
    assertThat(names("ancestor_folder_id=" + outer)).containsExactly("deep", "inner");
    var shown = fitting("getDocument", api.get("/" + outer));
    assertThat(shown.get("children_count").intValue()).isEqualTo(1);
    assertThat(shown.get("document_count").intValue()).isEqualTo(1);
    assertThat(texts(fitting("getDocument", api.get("/" + deep)).get("folder_path"), "name"))
        .containsExactly("outer", "inner");
    refused(api.get("/" + outer + "/content"), 404, "document_not_found");
    refused(api.delete("/" + outer), 409, "folder_not_empty");
    refused(api.post("/" + deep + "/move", Map.of("move_to", deep)), 404, "folder_not_found");
    refused(api.post("/" + outer + "/move", Map.of("move_to", inner)), "body", "move_to");
    refused(api.post("/" + outer + "/move", Map.of("move_to", outer)), "body", "move_to");

    api.post("/bulk-move", Map.of("document_ids", List.of(deep, inner))).then().statusCode(200);

    assertThat(names("parent_folder_id=" + outer)).isEmpty();
    assertThat(fitting("getDocument", api.get("/" + deep)).get("folder_parent_id").isNull())
        .isTrue();
    api.post("/" + deep + "/move", Map.of("move_to", outer)).then().statusCode(200);
    api.delete("/" + outer + "?force=true").then().statusCode(200);
    refused(api.get("/" + deep), 404, "document_not_found");
  }

  @Test
  void severalAreSummarisedOrDeletedEachWithItsOutcome() {
    var one = api.text("one", "x");
    var two = api.text("two", "x");
    var used = api.text("used", "x");
    api.agent(used);

    var summaries =
        fitting(
            "summarizeDocuments",
            api.get("/summaries?document_ids=%s&document_ids=doc_none".formatted(one)));
    var deleted =
        fitting(
            "deleteDocuments",
            api.post("/bulk-delete", Map.of("document_ids", List.of(one, two, used, "doc_none"))));

    assertThat(summaries.at("/%s/data/name".formatted(one)).textValue()).isEqualTo("one");
    assertThat(summaries.at("/doc_none/error_code").intValue()).isEqualTo(404);
    assertThat(deleted.at("/%s/data/id".formatted(two)).textValue()).isEqualTo(two);
    assertThat(deleted.at("/%s/error_status".formatted(used)).textValue())
        .isEqualTo("document_in_use");
    assertThat(deleted.at("/doc_none/status").textValue()).isEqualTo("failure");
    assertThat(names("search=")).containsExactly("used");
  }

  @Test
  void anotherWorkspaceFindsNothing() {
    var other = new KnowledgeApi();
    var id = api.text("mine", "x".repeat(600));
    var folder = api.folder("mine");
    var index = api.indexed(id).get("id").textValue();
    var agent = other.agent(id);

    for (var path :
        List.of(
            "",
            "/content",
            "/dependent-agents",
            "/rag-index",
            "/chunk/" + index + "-0",
            "/chunks?embedding_model=" + KnowledgeApi.MODEL)) {
      refused(other.get("/" + id + path), 404, "document_not_found");
    }
    refused(other.patch(id, Map.of("name", "theirs")), 404, "document_not_found");
    refused(other.delete("/" + id + "?force=true"), 404, "document_not_found");
    refused(other.delete("/" + id + "/rag-index/" + index), 404, "document_not_found");
    refused(
        other.post("/" + id + "/rag-index", Map.of("model", KnowledgeApi.MODEL)),
        404,
        "document_not_found");
    refused(other.post("/" + id + "/move", Map.of()), 404, "document_not_found");
    refused(
        other.post("/text", Map.of("text", "x", "parent_folder_id", folder)),
        404,
        "folder_not_found");
    assertThat(json(other.get("")).get("documents")).isEmpty();
    assertThat(json(other.get("/rag-index")).get("total_used_bytes").intValue()).isZero();
    // An agent elsewhere that names the document neither counts nor gets its pages.
    assertThat(json(api.get("/" + id + "/dependent-agents")).get("agents")).isEmpty();
    assertThat(pages(other, agent)).isZero();
    api.delete("/" + id).then().statusCode(200);
  }

  private static double pages(KnowledgeApi api, String agentId) {
    return fitting(
            "sizeOfKnowledgeBase",
            api.request().get("/v1/convai/agent/{id}/knowledge-base/size", agentId))
        .get("number_of_pages")
        .doubleValue();
  }

  @Test
  void theSizeOfWhatAnAgentKnowsIsCountedInPages() throws Exception {
    var pdf = id(api.upload(SampleFiles.pdf("Hours", 3, 0), "a.pdf"));
    var folder = api.folder("f");
    api.text("half a page", "x".repeat(1200), folder);

    assertThat(pages(api, api.agent(pdf, folder, pdf))).isEqualTo(3.5);
    assertThat(pages(api, api.agent())).isZero();
    refused(
        api.request().get("/v1/convai/agent/agent_none/knowledge-base/size"),
        404,
        "agent_not_found");
  }

  @Test
  void agentsThatUseADocumentAreListedAndKeepItFromBeingDeleted() {
    var document = api.text("used", "x");
    var agents = IntStream.range(0, 5).mapToObj(i -> api.agent(document)).sorted().toList();

    List<String> met = new ArrayList<>();
    var cursor = "";
    do {
      var page =
          fitting(
              "listAgentsUsingDocument",
              api.get("/%s/dependent-agents?page_size=2&cursor=%s".formatted(document, cursor)));
      met.addAll(texts(page.get("agents"), "id"));
      cursor = page.get("next_cursor").asText("");
    } while (!cursor.isEmpty());

    assertThat(met).containsExactlyElementsOf(agents);
    refused(api.delete("/" + document), 409, "document_in_use");
    assertThat(texts(json(api.get("")).at("/documents/0/dependent_agents"), "id"))
        .containsExactlyElementsOf(agents);
  }

  @Test
  void aDocumentDeletedByForceIsForgottenByItsAgentsInPromptAndWorkflow() {
    var document = api.text("used", "x");
    var kept = api.text("kept", "x");
    var locators =
        "[{\"type\":\"text\",\"name\":\"a\",\"id\":\"%s\"},{\"type\":\"text\",\"name\":\"b\",\"id\":\"%s\"}]"
            .formatted(document, kept);
    var agent =
        api.createdAgent(
            """
            {"conversation_config": {"agent": {"prompt": {"knowledge_base": %s}}},
             "workflow": {"nodes": {"n": {"type": "override_agent", "label": "n",
               "additional_knowledge_base": %s}}, "edges": {}}}
            """
                .formatted(locators, locators));

    api.delete("/" + document + "?force=true").then().statusCode(200);

    var read = api.readAgent(agent);
    assertThat(texts(read.at("/conversation_config/agent/prompt/knowledge_base"), "id"))
        .containsExactly(kept);
    assertThat(texts(read.at("/workflow/nodes/n/additional_knowledge_base"), "id"))
        .containsExactly(kept);
    refused(api.get("/" + document), 404, "document_not_found");
  }

  @Test
  void whoUsesAFolderUsesWhatLiesInIt() {
    var folder = api.folder("f");
    var document = api.text("in it", "x", folder);
    var agent = api.agent(folder);

    assertThat(users(document, "all")).containsExactly(agent);
    assertThat(users(document, "transitive")).containsExactly(agent);
    assertThat(users(document, "direct")).isEmpty();
    assertThat(users(folder, "direct")).containsExactly(agent);
    var several =
        fitting(
            "listAgentsUsingDocuments",
            api.post("/dependent-agents", Map.of("document_ids", List.of(document, folder))));
    assertThat(texts(several.get("agents"), "id")).containsExactly(agent);
  }

  private List<String> users(String document, String type) {
    return texts(
        fitting(
                "listAgentsUsingDocument",
                api.get("/%s/dependent-agents?dependent_type=%s".formatted(document, type)))
            .get("agents"),
        "id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doc_none", "%00", "%F0%9F%98%80"})
  void anIdThatIsNoneIsNotFound(String id) {
    var answer = api.request().urlEncodingEnabled(false).get(BASE + "/" + id + "/content");

    refused(answer, 404, "document_not_found");
  }
}
