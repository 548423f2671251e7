package io.colloquy.telephony.numbers;

import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** The list of phone numbers that has pages; no page documents it, but the official client asks. */
@Path("/v1/convai/v2/phone-numbers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class PhoneNumberPagesResource {

  private static final Operation LIST = ApiDocument.get().operation("listPhoneNumberPages");

  private final PhoneNumbers numbers;
  private final NumberViews views;

  @Inject
  PhoneNumberPagesResource(PhoneNumbers numbers, NumberViews views) {
    this.numbers = numbers;
    this.views = views;
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = new NumberQuery(LIST.query(uri.getQueryParameters()));
    return numbers
        .all(workspace, Optional.empty())
        .map(
            all -> {
              var page = query.run(all);
              var answer = Json.MAPPER.createObjectNode();
              var shown = answer.putArray("phone_numbers");
              page.numbers().forEach(held -> shown.add(views.of(workspace, held)));
              answer.put("next_cursor", page.next().orElse(null));
              answer.put("has_more", page.next().isPresent());
              return Answer.ok(answer);
            });
  }
}
