package io.colloquy.rest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDocumentTest {

  private final ApiDocument document = ApiDocument.get();

  @ParameterizedTest
  @CsvSource({
    "GET,    /v1/convai/agents/agent_1,               getAgent",
    "GET,    /v1/convai/agents/{agent_id},            getAgent",
    "get,    /v1/convai/knowledge-base/rag-index,     sizeOfIndexes",
    "GET,    /v1/convai/knowledge-base/doc_1,         getDocument",
    "POST,   /v1/convai/knowledge-base/x/rag-index,   indexDocument",
    "PATCH,  /v1/convai/settings/dashboard,           changeDashboardSettings",
    "GET,    /v1/convai/batch-calling/workspace,      listBatches"
  })
  void anOperationIsFoundByItsRequest(String method, String path, String id) {
    assertThat(document.find(method, path).map(Operation::id)).contains(id);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/convai/agents/agent_1",
    "GET, /v1/convai/agents/",
    "GET, /v1/convai/agents/agent_1/",
    "GET, /v2/convai/agents"
  })
  void nothingElseIsAnOperation(String method, String path) {
    assertThat(document.find(method, path)).isEmpty();
  }

  @Test
  void everyOperationCanBeNamedAndAnswersSomething() {
    assertThat(document.operations()).hasSizeGreaterThan(100);
    assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(document.operation(operation.id())).isSameAs(operation);
              assertThat(operation.answers().keySet()).contains(401);
            });
  }

  @Test
  void aQueryIsReadAsItsTypes() {
    var query =
        document
            .operation("listDocuments")
            .query(
                Map.of(
                    "page_size", List.of("7"),
                    "types", List.of("url", "text"),
                    "show_only_owned_documents", List.of("True"),
                    "search", List.of("a\0b"),
                    "cursor", List.of("")));

    assertThat(query.number("page_size")).contains(7L);
    assertThat(query.list("types")).containsExactly("url", "text");
    assertThat(query.flag("show_only_owned_documents")).contains(true);
    assertThat(query.text("search")).contains("a\uFFFDb");
    assertThat(query.text("cursor")).isEmpty();
  }

  @Test
  void whatAQueryLeavesOutHasItsDefault() {
    var query = document.operation("listDocuments").query(Map.of());

    assertThat(query.number("page_size")).contains(30L);
    assertThat(query.flag("show_only_owned_documents")).contains(false);
    assertThat(query.list("types")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "listDocuments, page_size, 0,    page_size, greater_than_equal",
    "listDocuments, page_size, 101,  page_size, less_than_equal",
    "listDocuments, page_size, many, page_size, int_parsing",
    "listDocuments, page_size, 1.5,  page_size, int_parsing",
    "listDocuments, sort_by,   age,  sort_by,   enum",
    "listDocuments, use_typesense, perhaps, use_typesense, bool_parsing",
    "signUrl,       x,         x,    agent_id,  missing"
  })
  void aBadQueryIsToldWhereItIs(String id, String name, String value, String at, String type) {
    var operation = document.operation(id);

    assertThatThrownBy(() -> operation.query(Map.of(name, List.of(value))))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            e ->
                assertThat(e.flaws())
                    .extracting(Flaw::loc, Flaw::type)
                    .containsExactly(tuple(List.of("query", at), type)));
  }

  @Test
  void oneOfSeveralWordsIsToldByItsIndex() {
    assertThatThrownBy(
            () ->
                document
                    .operation("listDocuments")
                    .query(Map.of("types", List.of("url", "scroll"))))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            e ->
                assertThat(e.flaws())
                    .extracting(Flaw::loc)
                    .containsExactly(List.of("query", "types", 1)));
  }

  @Test
  void aBodyThatFitsIsReadWithAllThatItHolds() {
    var body =
        document
            .operation("changeSettings")
            .read("{\"can_use_mcp_servers\": true, \"x\": null}".getBytes(StandardCharsets.UTF_8));

    assertThat(body.toString()).isEqualTo("{\"can_use_mcp_servers\":true,\"x\":null}");
  }

  @Test
  void aBodyThatDoesNotFitIsRefused() {
    var operation = document.operation("changeSettings");

    assertThatThrownBy(
            () ->
                operation.read(
                    "{\"rag_retention_period_days\": 0}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            e -> assertThat(e.flaws()).extracting(Flaw::type).containsExactly("greater_than"));
  }
}
