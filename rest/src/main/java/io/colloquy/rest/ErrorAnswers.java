package io.colloquy.rest;

import jakarta.ws.rs.WebApplicationException;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns failures into answers, in every service that has this archive and JAX-RS. What a client is
 * told of an unforeseen failure never comes from an exception's message.
 */
public final class ErrorAnswers {

  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

  @ServerExceptionMapper
  public RestResponse<byte[]> invalid(InvalidRequest e) {
    return Answer.of(422, Map.of("detail", e.flaws()));
  }

  @ServerExceptionMapper
  public RestResponse<byte[]> refused(Refusal e) {
    return Answer.of(e.statusCode(), e.body());
  }

  @ServerExceptionMapper
  public RestResponse<byte[]> failed(Throwable e) {
    if (e instanceof WebApplicationException standard) {
      var status = standard.getResponse().getStatusInfo();
      return refused(
          new Refusal(
              status.getStatusCode(),
              status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_'),
              status.getReasonPhrase()));
    }
    LOG.error("a request failed", e);
    return refused(new Refusal(500, "internal_error", "The server failed. Its log says why."));
  }
}
