package io.colloquy.rest.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.document.ApiDocument;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body that a request may have, against documents made for it and against another judge. */
class EveryRequestTest {

  private static final ObjectNode DOCUMENT = document();

  /** One violation of a kind at a place is as good as the next. */
  private record Kind(List<Object> names, String type) {}

  static Stream<String> bodies() {
    return ApiDocument.get().operations().stream()
        .flatMap(operation -> operation.body().stream())
        .filter(body -> body.mediaType().equals("application/json"))
        .map(body -> ((Schema.Named) body.schema()).name())
        .distinct()
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aDocumentMadeForItIsAccepted(String name) {
    var schema = ApiDocument.get().schema(name);
    var judge = judge(name);
    for (int seed = 0; seed < 60; seed++) {
      var document = new Documents(seed).fitting(schema);

      assertThat(Check.flaws(schema, document, List.of("body"))).as(document.toString()).isEmpty();
      assertThat(judge.validate(document)).as(document.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everySingleViolationIsToldWhereItIs(String name) {
    var schema = ApiDocument.get().schema(name);
    var judge = judge(name);
    Set<Kind> tried = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      var document = new Documents(seed).fitting(schema);
      for (var violation : Violations.of(schema, document)) {
        if (tried.add(new Kind(names(violation.loc()), violation.type()))) {
          var spoilt = violation.appliedTo(document);

          assertThat(Check.flaws(schema, spoilt, List.of()))
              .as("%s of %s in %s", violation, name, document)
              .extracting(Flaw::loc, Flaw::type)
              .containsExactly(tuple(violation.loc(), violation.type()));
          assertThat(judge.validate(spoilt)).as("%s of %s", violation, name).isNotEmpty();
        }
      }
    }
    assertThat(tried).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aCompletedDocumentFitsAndHoldsAllThatCame(String name) {
    var schema = ApiDocument.get().schema(name);
    for (int seed = 0; seed < 30; seed++) {
      var document = new Documents(seed).fitting(schema);

      var filled = Defaults.filled(schema, document);

      assertThat(Check.flaws(schema, filled, List.of())).as(filled.toString()).isEmpty();
      assertThat(Defaults.filled(schema, filled)).isEqualTo(filled);
      requireWithin(document, filled);
    }
  }

  private static void requireWithin(JsonNode part, JsonNode whole) {
    for (var member : part.properties()) {
      assertThat(whole.has(member.getKey())).as(member.getKey()).isTrue();
      requireWithin(member.getValue(), whole.get(member.getKey()));
    }
    if (part.isArray()) {
      assertThat(whole).hasSize(part.size());
      for (int i = 0; i < part.size(); i++) {
        requireWithin(part.get(i), whole.get(i));
      }
    }
    if (part.isValueNode()) {
      assertThat(whole).isEqualTo(part);
    }
  }

  private static List<Object> names(List<Object> loc) {
    return loc.stream().filter(String.class::isInstance).toList();
  }

  private static JsonSchema judge(String name) {
    var schema = DOCUMENT.deepCopy();
    schema.put("$ref", "#/components/schemas/" + name);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  /** The schemas alone. */
  private static ObjectNode document() {
    try {
      var json = Json.MAPPER.readTree(ApiDocument.get().bytes());
      var document = Json.MAPPER.createObjectNode();
      document.putObject("components").set("schemas", json.at("/components/schemas"));
      return document;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
