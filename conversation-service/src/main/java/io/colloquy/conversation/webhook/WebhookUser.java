package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.auth.Authorizations;
import io.colloquy.conversation.outgoing.Deadline;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.conversation.secrets.SecretValues;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.tools.ToolUser;
import io.colloquy.rest.egress.Egress;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Uses webhook tools. */
@ApplicationScoped
public class WebhookUser implements ToolUser {

  private static final int DEFAULT_TIMEOUT_SECONDS = 20;

  private final SecretValues secrets;
  private final Authorizations authorizations;
  private final Outgoing outgoing;
  private final Clock clock;

  @Inject
  public WebhookUser(
      SecretValues secrets,
      Authorizations authorizations,
      Vertx vertx,
      Egress egress,
      Clock clock,
      @ConfigProperty(name = "colloquy.webhook.connections-per-host", defaultValue = "32")
          int connections,
      @ConfigProperty(name = "colloquy.webhook.waiting-per-host", defaultValue = "128")
          int waiting) {
    this.secrets = secrets;
    this.authorizations = authorizations;
    this.outgoing = new Outgoing(vertx, egress, new Outgoing.Limits(connections, waiting));
    this.clock = clock;
  }

  @PreDestroy
  void close() {
    outgoing.close();
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public ToolResult use(ToolUse use) throws InterruptedException {
    int seconds = use.config().path("response_timeout_secs").asInt(DEFAULT_TIMEOUT_SECONDS);
    var deadline = Deadline.in(Duration.ofSeconds(seconds), clock);
    var api = use.config().path("api_schema");
    var webhook = new Webhook(outgoing, deadline, authorization(use, api, deadline));
    return webhook.use(api, use.parameters(), variables(use), secrets.of(use.workspace(), api));
  }

  /** What the call has no value for has that which the tool brings. */
  private static Map<String, Object> variables(ToolUse use) {
    Map<String, Object> variables = new HashMap<>();
    var own = use.config().at("/dynamic_variables/dynamic_variable_placeholders");
    for (var variable : own.properties()) {
      variables.put(variable.getKey(), Json.MAPPER.convertValue(variable.getValue(), Object.class));
    }
    variables.putAll(use.variables());
    return variables;
  }

  private Webhook.Authorization authorization(ToolUse use, JsonNode api, Deadline deadline) {
    var locator = api.path("auth_connection");
    if (locator.isMissingNode() || locator.isNull()) {
      return Webhook.Authorization.NONE;
    }
    var id = locator.path("auth_connection_id").asText();
    return refused -> authorizations.headers(use.workspace(), id, refused, deadline.left());
  }
}
