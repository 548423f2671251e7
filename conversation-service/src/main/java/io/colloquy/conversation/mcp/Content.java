package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Makes one text of what a tool answered: parts of text, pictures, sounds, resources. */
final class Content {

  static String text(ObjectNode result) {
    var parts =
        StreamSupport.stream(result.path("content").spliterator(), false)
            .map(Content::part)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("\n"));
    if (!parts.isEmpty()) {
      return parts;
    }
    // Servers of the protocol's older versions have no structured content, newer ones say it twice.
    return result.path("structuredContent").isObject()
        ? result.get("structuredContent").toString()
        : "The tool gave no answer.";
  }

  private static String part(JsonNode part) {
    var type = part.path("type").asText();
    return switch (type) {
      case "text" -> part.path("text").asText();
      case "image", "audio" -> noText(type, part.path("mimeType"), part.path("data"));
      case "resource" -> resource(part.path("resource"));
      case "resource_link" ->
          "%s: %s".formatted(part.path("name").asText(), part.path("uri").asText());
      default -> "";
    };
  }

  private static String resource(JsonNode resource) {
    return resource.path("text").isTextual()
        ? resource.path("text").textValue()
        : noText(resource.path("uri").asText(), resource.path("mimeType"), resource.path("blob"));
  }

  private static String noText(String what, JsonNode mediaType, JsonNode base64) {
    return "[%s, %s, %d bytes, which are no text.]"
        .formatted(what, mediaType.asText("of unknown type"), bytes(base64.asText()));
  }

  private static int bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException _) {
      return 0; // as much as anybody can make of it
    }
  }

  private Content() {}
}
