package io.colloquy.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever reads the public topics today can read them after the next release: a schema may promise
 * more than it did when it was published, never less. What breaks that needs a new version of the
 * event. When a schema gains a member, its copy in {@code published-schemas} gains it with the
 * release.
 */
class SchemasStayCompatibleTest {

  private static final Path PUBLISHED = Path.of("src/test/resources/published-schemas");
  private static final Path NOW = Path.of("..", "docs", "schemas");

  static Stream<String> names() throws IOException {
    try (var files = Files.list(PUBLISHED)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPublishedPromiseIsKept(String name) throws IOException {
    assertThat(NOW.resolve(name)).exists();
    assertThat(broken(read(PUBLISHED, name), read(NOW, name))).isEmpty();
  }

  @Test
  void aMemberThatIsNoLongerThereIsNoticed() throws IOException {
    assertNoticed("/properties", "run", "/run: is gone");
  }

  @Test
  void aMemberThatMayBeMissingIsNoticed() throws IOException {
    var published = read(PUBLISHED, "conversation-analysed.v1.json");
    var now = (ObjectNode) published.deepCopy();
    now.putArray("required").add("run");

    assertThat(broken(published, now)).contains("/status: may be missing");
  }

  @Test
  void aValueThatNobodyKnowsIsNoticed() throws IOException {
    var published = read(PUBLISHED, "conversation-analysed.v1.json");
    var now = published.deepCopy();
    ((ArrayNode) now.at("/properties/status/enum")).add("lost");
    ((ObjectNode) now.at("/properties/run")).put("type", "string");

    assertThat(broken(published, now))
        .containsExactlyInAnyOrder("/status: enum may be \"lost\"", "/run: type may be \"string\"");
  }

  private static void assertNoticed(String where, String removed, String what) throws IOException {
    var published = read(PUBLISHED, "conversation-analysed.v1.json");
    var now = published.deepCopy();
    ((ObjectNode) now.at(where)).remove(removed);

    assertThat(broken(published, now)).contains(what);
  }

  private static List<String> broken(JsonNode published, JsonNode now) {
    List<String> broken = new ArrayList<>();
    compare("", published, now, published, now, broken);
    return broken;
  }

  private static void compare(
      String path,
      JsonNode published,
      JsonNode now,
      JsonNode publishedRoot,
      JsonNode nowRoot,
      List<String> broken) {
    var before = resolved(published, publishedRoot);
    var after = resolved(now, nowRoot);
    for (var word : List.of("type", "enum", "const", "pattern", "format")) {
      if (before.has(word)) {
        var more = new HashSet<>(values(after.path(word)));
        more.removeAll(values(before.get(word)));
        more.forEach(value -> broken.add("%s: %s may be %s".formatted(path, word, value)));
        if (!after.has(word)) {
          broken.add("%s: %s is open".formatted(path, word));
        }
      }
    }
    values(before.path("required")).stream()
        .filter(name -> !values(after.path("required")).contains(name))
        .forEach(name -> broken.add("%s/%s: may be missing".formatted(path, name.asText())));
    for (var member : before.path("properties").properties()) {
      var there = after.path("properties").get(member.getKey());
      var at = path + "/" + member.getKey();
      if (there == null) {
        broken.add(at + ": is gone");
      } else {
        compare(at, member.getValue(), there, publishedRoot, nowRoot, broken);
      }
    }
    for (var word : List.of("items", "additionalProperties")) {
      if (before.path(word).isObject()) {
        compare(path + "/*", before.get(word), after.path(word), publishedRoot, nowRoot, broken);
      }
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private static Set<JsonNode> values(JsonNode oneOrMany) {
    Set<JsonNode> values = new HashSet<>();
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(values::add);
    } else if (!oneOrMany.isMissingNode()) {
      values.add(oneOrMany);
    }
    return values;
  }

  private static JsonNode read(Path folder, String name) throws IOException {
    return Json.MAPPER.readTree(folder.resolve(name).toFile());
  }
}
