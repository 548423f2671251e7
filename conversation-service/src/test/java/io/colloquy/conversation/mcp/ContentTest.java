package io.colloquy.conversation.mcp;

import static io.colloquy.conversation.Rest.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row MCP-16: what a tool's answer is as a text. */
class ContentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"content": [{"type": "text", "text": "a"}]} | a
          {"content": [{"type": "image", "mimeType": "image/png", "data": "AAAA"}]} | [image, image/png, 3 bytes, which are no text.]
          {"content": [{"type": "resource", "resource": {"uri": "u", "text": "t"}}]} | t
          {"content": [{"type": "resource", "resource": {"uri": "u", "blob": "!"}}]} | [u, of unknown type, 0 bytes, which are no text.]
          {"content": [{"type": "resource_link", "name": "n", "uri": "u"}, {"type": "new"}]} | n: u
          {"content": [{"type": "text", "text": "a"}], "structuredContent": {"a": 1}} | a
          {"content": [], "structuredContent": {"a": 1}} | {"a":1}
          {} | The tool gave no answer.
          """)
  void everyPartBecomesText(String result, String text) {
    assertThat(Content.text(json(result))).isEqualTo(text);
  }
}
