package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.Rest.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolHashTest {

  @Test
  void theOrderOfMembersDoesNotCountAndTheirValuesDo() {
    var hash = ToolHash.of("d", json("{\"a\": 1, \"b\": {\"x\": [1, 2], \"y\": null}}"));

    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(ToolHash.of("d", json("{\"b\": {\"y\": null, \"x\": [1, 2]}, \"a\": 1}")))
        .isEqualTo(hash);
    assertThat(ToolHash.of("e", json("{\"a\": 1, \"b\": {\"x\": [1, 2], \"y\": null}}")))
        .isNotEqualTo(hash);
    assertThat(ToolHash.of("d", json("{\"a\": 1, \"b\": {\"x\": [2, 1], \"y\": null}}")))
        .isNotEqualTo(hash);
  }

  @Test
  void theHashIsThatOfItsDocumentedText() {
    // printf '{"description":"d","input_schema":{}}' | sha256sum
    assertThat(ToolHash.of("d", json("{}")))
        .isEqualTo("079c53d20e1ab2d3b5d52ec3c367f999d21ddfe8831f77240653829357544644");
  }
}
