package io.colloquy.rest;

import io.colloquy.contracts.Json;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers in JSON, written in the one way of {@link Json}. */
public final class Answer {

  public static RestResponse<byte[]> ok(Object content) {
    return of(200, content);
  }

  public static RestResponse<byte[]> of(int status, Object content) {
    return RestResponse.ResponseBuilder.<byte[]>create(status)
        .entity(Json.bytes(content))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private Answer() {}
}
