package io.colloquy.conversation.auth;

import io.colloquy.rest.Blocking;
import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The two pages of an authorization, which browsers open without a key: the state, which only this
 * installation can make, says whose it is.
 *
 * <pre>
 *   POST …/authorization ─▶ /oauth/start ─▶ the other server asks the person ─▶ /oauth/callback
 * </pre>
 */
@Path("/oauth")
@Produces(MediaType.TEXT_HTML)
public class OauthResource {

  private final AuthConnections connections;
  private final Authorizations authorizations;
  private final Consent consent;

  @Inject
  public OauthResource(
      AuthConnections connections, Authorizations authorizations, Consent consent) {
    this.connections = connections;
    this.authorizations = authorizations;
    this.consent = consent;
  }

  @GET
  @Path("start")
  public Uni<RestResponse<String>> start(
      @RestHeader("x-forwarded-proto") @DefaultValue("http") String scheme,
      @RestHeader("x-forwarded-host") @DefaultValue("localhost") String host,
      @RestQuery @DefaultValue("") String state) {
    var begun = consent.read(state);
    return connections
        .open(begun.workspace(), begun.connectionId())
        .map(connection -> consent.address(connection, state, redirectUri(scheme, host)))
        .map(
            address ->
                RestResponse.ResponseBuilder.<String>create(303)
                    .header(HttpHeaders.LOCATION, address)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header("referrer-policy", "no-referrer")
                    .build());
  }

  /** Registered with the other server; the same at both ends of an authorization. */
  private static String redirectUri(String scheme, String host) {
    return "%s://%s/oauth/callback".formatted(scheme, host);
  }

  @GET
  @Path("callback")
  public Uni<RestResponse<String>> callback(
      @RestHeader("x-forwarded-proto") @DefaultValue("http") String scheme,
      @RestHeader("x-forwarded-host") @DefaultValue("localhost") String host,
      @RestQuery @DefaultValue("") String state,
      @RestQuery @DefaultValue("") String code) {
    var begun = consent.read(state);
    if (code.isEmpty()) {
      throw new Refusal(400, "authorization_refused", "The other server gave no authorization.");
    }
    return connections
        .open(begun.workspace(), begun.connectionId())
        .chain(
            connection ->
                Blocking.uni(
                    () -> ended(connection, code, redirectUri(scheme, host), begun.verifier())));
  }

  private RestResponse<String> ended(
      Connection connection, String code, String redirectUri, String verifier)
      throws InterruptedException {
    try {
      authorizations.authorized(connection, code, redirectUri, verifier);
      return page(200, "The connection is authorized. This page may be closed.");
    } catch (NotAuthorized failure) {
      return page(502, failure.getMessage());
    }
  }

  /** The sentence is one of ours, with nothing in it that came in the request. */
  private static RestResponse<String> page(int status, String sentence) {
    return RestResponse.ResponseBuilder.<String>create(status)
        .entity("<!doctype html><title>Colloquy</title><p>" + sentence + "</p>\n")
        .header("content-security-policy", "default-src 'none'")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("referrer-policy", "no-referrer")
        .build();
  }
}
