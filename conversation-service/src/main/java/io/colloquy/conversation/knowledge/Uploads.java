package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Files in forms, as clients send them. */
final class Uploads {

  private static final int LONGEST_NAME = 255;

  /**
   * @param upload null if the form had none
   * @throws InvalidRequest then
   */
  static FileUpload of(FileUpload upload, String field) {
    if (upload == null) {
      throw new InvalidRequest(Flaw.missing(List.of(Flaw.BODY, field)));
    }
    return upload;
  }

  /** Without the folders of the machine that it comes from. */
  static String name(FileUpload upload) {
    var name = upload.fileName().replace("\0", "").replaceFirst("^.*[/\\\\]", "").strip();
    var end = name.substring(Math.max(0, name.length() - LONGEST_NAME));
    return end.isEmpty() ? "file" : end;
  }

  private Uploads() {}
}
