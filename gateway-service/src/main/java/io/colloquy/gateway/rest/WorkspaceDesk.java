package io.colloquy.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.gateway.access.ApiKey;
import io.colloquy.gateway.access.KeyHolder;
import io.colloquy.gateway.access.StoredWorkspace;
import io.colloquy.gateway.access.Workspaces;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** {@code /v1/workspaces}: workspaces and their keys, for holders of an admin key. */
@Singleton
class WorkspaceDesk {

  private static final String ALL = "/v1/workspaces";
  private static final String ONE = ALL + "/:workspace_id";
  private static final String KEYS = ONE + "/api-keys";
  private static final String LIMIT = "concurrency_limit";
  private static final int LONGEST_NAME = 100;

  /**
   * @param concurrencyLimit null where the operator's limit holds
   */
  private record WorkspaceView(
      String workspaceId, String name, Integer concurrencyLimit, long createdAtUnix) {
    static WorkspaceView of(StoredWorkspace row) {
      return new WorkspaceView(
          row.id, row.name, row.concurrencyLimit, row.createdAt.getEpochSecond());
    }
  }

  private record WorkspacesView(List<WorkspaceView> workspaces) {}

  private record KeyView(
      String keyId,
      String workspaceId,
      String name,
      String prefix,
      boolean isAdmin,
      long createdAtUnix) {
    static KeyView of(ApiKey row) {
      return new KeyView(
          row.id, row.workspaceId, row.name, row.prefix, row.admin, row.createdAt.getEpochSecond());
    }
  }

  private record KeysView(List<KeyView> apiKeys) {}

  /** With the key itself, this once. */
  private record IssuedView(
      String apiKey, String keyId, String workspaceId, String name, boolean isAdmin) {
    static IssuedView of(Workspaces.Issued issued) {
      var row = issued.row();
      return new IssuedView(issued.key(), row.id, row.workspaceId, row.name, row.admin);
    }
  }

  private final Workspaces workspaces;

  WorkspaceDesk(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  void routes(Router router) {
    router.route(ALL).last().handler(WorkspaceDesk::admitAdmins);
    router.route(ALL + "/*").last().handler(WorkspaceDesk::admitAdmins);
    router.get(ALL).last().handler(this::list);
    router.post(ALL).last().handler(this::create);
    router.patch(ONE).last().handler(this::limit);
    router.get(KEYS).last().handler(this::listKeys);
    router.post(KEYS).last().handler(this::issueKey);
    router.delete(KEYS + "/:key_id").last().handler(this::revokeKey);
  }

  private static void admitAdmins(RoutingContext exchange) {
    if (Gate.holder(exchange).filter(KeyHolder::admin).isPresent()) {
      exchange.next();
    } else {
      Problem.ADMIN_ONLY.refuse(exchange);
    }
  }

  private void list(RoutingContext exchange) {
    Answers.whenKnown(
        exchange,
        workspaces.all(),
        all ->
            Answers.ok(exchange, new WorkspacesView(all.stream().map(WorkspaceView::of).toList())));
  }

  private void create(RoutingContext exchange) {
    withName(
        exchange,
        (name, _) ->
            Answers.whenKnown(
                exchange,
                workspaces.create(name),
                made -> Answers.ok(exchange, WorkspaceView.of(made))));
  }

  private void limit(RoutingContext exchange) {
    SmallBody.read(
        exchange,
        body -> {
          var limit = body.path(LIMIT);
          if (limit.isMissingNode()) {
            Answers.Flaw.missing("body", LIMIT).refuse(exchange);
          } else if (!limit.isNull() && !limit.canConvertToExactIntegral()) {
            flaw(LIMIT, "Input should be a valid integer", "int_type").refuse(exchange);
          } else if (!limit.isNull() && !limit.canConvertToInt()) {
            flaw(LIMIT, "Input should be an integer of 32 bits", "int_parsing_size")
                .refuse(exchange);
          } else {
            limit(
                exchange, limit.isNull() ? OptionalInt.empty() : OptionalInt.of(limit.intValue()));
          }
        });
  }

  private void limit(RoutingContext exchange, OptionalInt limit) {
    Answers.whenKnown(
        exchange,
        workspaces.limit(exchange.pathParam("workspace_id"), limit),
        changed -> answer(exchange, changed.map(WorkspaceView::of)));
  }

  private void listKeys(RoutingContext exchange) {
    Answers.whenKnown(
        exchange,
        workspaces.keysOf(exchange.pathParam("workspace_id")),
        keys ->
            answer(
                exchange, keys.map(rows -> new KeysView(rows.stream().map(KeyView::of).toList()))));
  }

  private void issueKey(RoutingContext exchange) {
    withName(exchange, (name, body) -> issueKey(exchange, name, body.path("is_admin")));
  }

  private void issueKey(RoutingContext exchange, String name, JsonNode admin) {
    if (!admin.isMissingNode() && !admin.isBoolean()) {
      flaw("is_admin", "Input should be a valid boolean", "bool_type").refuse(exchange);
      return;
    }
    Answers.whenKnown(
        exchange,
        workspaces.issue(exchange.pathParam("workspace_id"), name, admin.booleanValue()),
        issued -> answer(exchange, issued.map(IssuedView::of)));
  }

  private void revokeKey(RoutingContext exchange) {
    Answers.whenKnown(
        exchange,
        workspaces.revoke(exchange.pathParam("workspace_id"), exchange.pathParam("key_id")),
        outcome -> {
          switch (outcome) {
            case REVOKED -> {
              exchange.request().resume();
              var _ = exchange.response().setStatusCode(204).end();
            }
            case NO_SUCH_KEY -> Problem.NO_SUCH_KEY.refuse(exchange);
            case CONFIGURED -> Problem.KEY_IS_CONFIGURED.refuse(exchange);
          }
        });
  }

  private static void answer(RoutingContext exchange, Optional<?> inWorkspace) {
    inWorkspace.ifPresentOrElse(
        body -> Answers.ok(exchange, body), () -> Problem.NO_SUCH_WORKSPACE.refuse(exchange));
  }

  private static void withName(RoutingContext exchange, BiConsumer<String, ObjectNode> then) {
    SmallBody.read(
        exchange,
        body -> {
          var name = body.path("name");
          if (name.isMissingNode()) {
            Answers.Flaw.missing("body", "name").refuse(exchange);
          } else if (!name.isTextual()) {
            flaw("name", "Input should be a valid string", "string_type").refuse(exchange);
          } else if (name.textValue().isBlank()) {
            flaw("name", "String should have at least 1 character", "string_too_short")
                .refuse(exchange);
          } else if (name.textValue().length() > LONGEST_NAME) {
            flaw("name", "String should have at most 100 characters", "string_too_long")
                .refuse(exchange);
          } else {
            then.accept(name.textValue(), body);
          }
        });
  }

  private static Answers.Flaw flaw(String member, String msg, String type) {
    return new Answers.Flaw(List.of("body", member), msg, type);
  }
}
