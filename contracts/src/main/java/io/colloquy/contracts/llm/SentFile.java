package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A file that the user sent in a conversation. Its bytes do not travel with messages: whoever needs
 * them asks the conversation-service, which keeps them as long as the conversation goes on.
 *
 * <p>{@code GET} {@link #PATH}{@code {file_id}} answers 200 with the bytes and the media type, or
 * with {@code ?as=words} with its text in UTF-8; 304 if {@code If-None-Match} names the id in
 * quotes; 404 when it is gone; 422 {@code {"detail": {"status", "message"}}} if there is no text in
 * it.
 *
 * @param fileId cannot be guessed
 * @param name as its sender calls it, without folders
 * @param mediaType told by the content: {@code image/png}, {@code image/jpeg}, {@code image/gif},
 *     {@code image/webp}, {@code application/pdf} or {@code text/plain}
 * @param bytes how many it has
 */
public record SentFile(String fileId, String name, String mediaType, long bytes) {

  public static final String PATH = "/internal/files/";

  public static final String PDF = "application/pdf";
  public static final String TEXT = "text/plain";

  @JsonIgnore
  public boolean isImage() {
    return mediaType.startsWith("image/");
  }
}
