package io.colloquy.conversation.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.rest.Workspace;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** The values of secrets for threads that may block. */
@ApplicationScoped
public class SecretValues {

  private final Secrets secrets;

  @Inject
  public SecretValues(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Of those that a document names, by their ids. One is missing if there is no such secret, or no
   * key opens it any more.
   */
  public Map<String, String> of(Workspace workspace, JsonNode document) {
    var ids =
        Reference.in(document, List.of()).stream().map(Reference::secretId).distinct().toList();
    if (ids.isEmpty()) {
      return Map.of();
    }
    try {
      return VertxContextSupport.subscribeAndAwait(() -> secrets.reveal(workspace, ids));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("secrets cannot be looked up", e);
    }
  }
}
