package io.colloquy.conversation.speech.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A form of several parts ({@code multipart/form-data}). */
final class Form {

  private final String boundary = "colloquy-" + UUID.randomUUID();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  Form field(String name, String value) {
    text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
    text(value + "\r\n");
    return this;
  }

  Form file(String name, String fileName, String type, byte[] content) {
    text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name);
    text("\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    body.writeBytes(content);
    text("\r\n");
    return this;
  }

  byte[] bytes() {
    text("--" + boundary + "--\r\n");
    return body.toByteArray();
  }

  private void text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
