package io.colloquy.gateway.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.gateway.access.KeyHolder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@code /v1/user} and its subscription. Keys belong to workspaces rather than to persons, and
 * nothing is sold here: the user is the workspace, and the subscription has no limits that bind.
 */
@Singleton
class UserDesk {

  private final ObjectNode subscription;

  UserDesk() {
    try (var file = UserDesk.class.getResourceAsStream("subscription.json")) {
      subscription = (ObjectNode) Json.MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("subscription.json is not in the jar", e);
    }
  }

  void routes(Router router) {
    router.get("/v1/user").last().handler(this::user);
    router.get("/v1/user/subscription").last().handler(this::subscription);
  }

  private void user(RoutingContext exchange) {
    var holder = Gate.holder(exchange).orElseThrow();
    Answers.ok(exchange, user(holder));
  }

  private ObjectNode user(KeyHolder holder) {
    var user = Json.MAPPER.createObjectNode();
    user.put("user_id", holder.workspace());
    user.put("workspace_id", holder.workspace());
    user.set("subscription", subscription);
    user.put("is_new_user", false);
    user.put("is_api_key_hashed", true);
    user.put("can_use_delayed_payment_methods", false);
    user.put("is_onboarding_completed", true);
    user.put("is_onboarding_checklist_completed", true);
    user.put("first_name", "");
    user.put("created_at", holder.since().getEpochSecond());
    user.put("seat_type", holder.admin() ? "workspace_admin" : "workspace_member");
    return user;
  }

  private void subscription(RoutingContext exchange) {
    var whole = subscription.deepCopy();
    whole.putArray("open_invoices");
    whole.put("has_open_invoices", false);
    Answers.ok(exchange, whole);
  }
}
