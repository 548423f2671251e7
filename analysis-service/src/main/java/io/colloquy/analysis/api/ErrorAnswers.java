package io.colloquy.analysis.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns failures into answers. What a client is told never comes from an exception's message. */
final class ErrorAnswers {

  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

  @ServerExceptionMapper
  Response refused(Refusal refusal) {
    return answer(refusal);
  }

  @ServerExceptionMapper
  Response failed(Throwable failure) {
    if (failure instanceof WebApplicationException standard) {
      return answer(
          Refusal.problem(
              standard.getResponse().getStatus(),
              "bad_request",
              standard.getResponse().getStatusInfo().getReasonPhrase()));
    }
    LOG.errorf(failure, "a request failed");
    return answer(
        Refusal.problem(
            503, "history_unavailable", "The history cannot be read at the moment. Try again."));
  }

  private static Response answer(Refusal refusal) {
    return Response.status(refusal.statusCode())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(refusal.body())
        .build();
  }
}
