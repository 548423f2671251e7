package io.colloquy.analysis.testing;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class TestFoldersTest {

  private static final String TESTS = "/v1/convai/agent-testing";
  private static final String FOLDERS = TESTS + "/folders";

  private final Api api = Api.ofItsOwn();

  @Test
  void aFolderTellsItsWayAndWhatLiesInIt() {
    var top = api.folder("Shop");
    var inner = api.folderIn(top, "Returns");
    api.testIn(inner, "Late");
    api.testIn(inner, "Broken");

    read(inner)
        .statusCode(200)
        .body("name", equalTo("Returns"))
        .body("folder_path.id", contains(top, inner))
        .body("folder_path.name", contains("Shop", "Returns"))
        .body("children_count", equalTo(2));
    read(top).body("children_count", equalTo(1));
  }

  @Test
  void aFolderIsRenamed() {
    var id = api.folder("Shop");

    api.request()
        .body("{\"name\": \"Store\"}")
        .patch(FOLDERS + "/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo("Store"))
        .body("folder_path.name", contains("Store"));
    api.request()
        .body("{\"name\": \"\"}")
        .patch(FOLDERS + "/" + id)
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "name")));
  }

  @Test
  void aFolderThatHoldsSomethingIsDeletedOnlyByForceAndWithAllOfIt() {
    var top = api.folder("Shop");
    var inner = api.folderIn(top, "Returns");
    var test = api.testIn(inner, "Late");

    api.request()
        .delete(FOLDERS + "/" + top)
        .then()
        .statusCode(409)
        .body("detail.status", equalTo("folder_not_empty"));
    api.request().queryParam("force", true).delete(FOLDERS + "/" + top).then().statusCode(200);

    read(inner).statusCode(404).body("detail.status", equalTo("folder_not_found"));
    api.readTest(test).statusCode(404);
  }

  @Test
  void anEmptyFolderIsDeleted() {
    var id = api.folder("Shop");

    api.request().delete(FOLDERS + "/" + id).then().statusCode(200);
    api.request().delete(FOLDERS + "/" + id).then().statusCode(404);
  }

  @Test
  void foldersAreListedOnRequestAndFirstIfSoWished() {
    var oldTest = api.test("Old");
    var folder = api.folder("Shop");
    var test = api.test("New");

    api.list(Map.of()).body("tests.id", contains(test, oldTest));
    api.list(Map.of("include_folders", true)).body("tests.id", contains(test, folder, oldTest));
    api.list(Map.of("types", "folder"))
        .body("tests.id", contains(folder))
        .body("tests[0].type", equalTo("folder"))
        .body("tests[0].entity_type", equalTo("folder"));
    var first = Map.of("include_folders", true, "sort_mode", "folders_first", "page_size", 1);
    var page = api.list(first).body("tests.id", contains(folder)).extract().jsonPath();
    for (var next : List.of(test, oldTest)) {
      page =
          api.request()
              .queryParams(first)
              .queryParam("cursor", page.getString("next_cursor"))
              .get(TESTS)
              .then()
              .body("tests.id", contains(next))
              .extract()
              .jsonPath();
    }
  }

  @Test
  void aListCanBeThatOfOneFolderOrOfTheTop() {
    var folder = api.folder("Shop");
    var inside = api.testIn(folder, "Inside");
    var outside = api.test("Outside");

    api.list(Map.of("parent_folder_id", folder))
        .body("tests.id", contains(inside))
        .body("tests[0].folder_parent_id", equalTo(folder));
    api.list(Map.of("parent_folder_id", "root"))
        .body("tests.id", contains(outside))
        .body("tests[0].folder_parent_id", nullValue());
  }

  @Test
  void testsAndFoldersAreMovedTogetherAndBackToTheTop() {
    var target = api.folder("Shop");
    var folder = api.folder("Returns");
    var test = api.test("Late");

    move(List.of(folder, test), target).statusCode(200);
    read(folder).body("folder_path.id", contains(target, folder));
    api.list(Map.of("parent_folder_id", target)).body("tests.id", contains(test));

    move(List.of(test), "root").statusCode(200);
    api.list(Map.of("parent_folder_id", "root")).body("tests.id", contains(test));
  }

  @Test
  void aFolderCannotBeMovedIntoItselfOrBelow() {
    var top = api.folder("Shop");
    var inner = api.folderIn(top, "Returns");

    for (var target : List.of(top, inner)) {
      move(List.of(top), target)
          .statusCode(422)
          .body("detail[0].loc", equalTo(List.of("body", "move_to")));
    }
  }

  @Test
  void aMoveThatNamesSomethingUnknownMovesNothing() {
    var folder = api.folder("Shop");
    var test = api.test("Late");
    var ofOthers = Api.ofItsOwn().folder("Elsewhere");

    move(List.of(test, "test_none"), folder).statusCode(404);
    move(List.of(test), "folder_none").statusCode(404);
    move(List.of(test), ofOthers).statusCode(404);
    move(List.of(test), test).statusCode(404);
    api.list(Map.of("parent_folder_id", "root")).body("tests.id", contains(test));
  }

  @Test
  void nothingIsPutIntoAFolderThatIsNotThere() {
    api.createTest(Api.scenario("Late", "\"parent_folder_id\": \"folder_none\","))
        .statusCode(404)
        .body("detail.status", equalTo("folder_not_found"));
    api.post(FOLDERS, "{\"name\": \"In\", \"parent_folder_id\": \"folder_none\"}").statusCode(404);
  }

  @Test
  void aFolderOfAnotherWorkspaceIsNotThere() {
    var id = api.folder("Shop");
    var stranger = Api.ofItsOwn();

    stranger.request().get(FOLDERS + "/" + id).then().statusCode(404);
    stranger.request().delete(FOLDERS + "/" + id).then().statusCode(404);
    stranger.request().body("{\"name\": \"x\"}").patch(FOLDERS + "/" + id).then().statusCode(404);
    api.readTest(id).statusCode(404).body("detail.status", equalTo("test_not_found"));
  }

  private ValidatableResponse read(String folder) {
    return api.request().get(FOLDERS + "/" + folder).then();
  }

  private ValidatableResponse move(List<String> ids, String target) {
    return api.request()
        .body(Map.of("entity_ids", ids, "move_to", target))
        .post(TESTS + "/bulk-move")
        .then();
  }
}
