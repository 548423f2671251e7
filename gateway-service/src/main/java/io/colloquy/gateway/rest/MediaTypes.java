package io.colloquy.gateway.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** What a body may be. Which of the two an operation takes is for its service to say. */
final class MediaTypes {

  /** A body that says nothing of itself is taken for JSON. */
  static boolean areUnderstood(HttpServerRequest request) {
    var contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (contentType == null) {
      return true;
    }
    var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty()
        || type.equals("application/json")
        || type.endsWith("+json")
        || type.equals("multipart/form-data");
  }

  private MediaTypes() {}
}
