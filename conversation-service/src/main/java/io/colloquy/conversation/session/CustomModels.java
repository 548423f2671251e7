package io.colloquy.conversation.session;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.CustomModel.Value;
import io.colloquy.conversation.prompt.Variables;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Forbidden;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The customer's own model of an agent that has one (page 007), with everything that its requests
 * need. Secrets stay sealed: only the llm-cascade-service opens them.
 */
final class CustomModels {

  /** The secrets of a workspace; blocks. */
  interface SealedSecrets {

    /** Sealed for their ids, by their ids; without those that are not there. */
    Map<String, String> find(Workspace workspace, Set<String> ids);

    /** Seals a value for a place. */
    String seal(String value, String place);
  }

  /** Why an agent's model cannot be asked, in words that are fit for a client. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unusable(String reason) {
      super(reason);
    }
  }

  private final SealedSecrets secrets;
  private final Consumer<String> egress;

  /**
   * @param egress judges an address; throws {@link Forbidden}
   */
  CustomModels(SealedSecrets secrets, Consumer<String> egress) {
    this.secrets = secrets;
    this.egress = egress;
  }

  /**
   * Empty for an agent that uses a model of the catalogue. Blocks.
   *
   * @throws Unusable if it cannot be asked
   */
  Optional<CustomModel> of(
      Workspace workspace,
      String conversationId,
      ConversationConfig config,
      Variables variables,
      Initiation initiation)
      throws Unusable {
    var prompt = config.agent().prompt();
    if (!prompt.llm().equals(CustomModel.ID)) {
      return Optional.empty();
    }
    var custom =
        prompt.customLlm().orElseThrow(() -> new Unusable("The agent has no custom_llm to use."));
    try {
      egress.accept(custom.url());
    } catch (Forbidden e) {
      throw new Unusable("The custom LLM cannot be reached: " + e.getMessage());
    }
    var sealing = new Sealing(workspace, conversationId, variables);
    return Optional.of(sealing.model(custom, initiation));
  }

  /** The values of one conversation's model. */
  private final class Sealing {
    private final Workspace workspace;
    private final String conversationId;
    private final Variables variables;
    private Map<String, String> sealed = Map.of();

    Sealing(Workspace workspace, String conversationId, Variables variables) {
      this.workspace = workspace;
      this.conversationId = conversationId;
      this.variables = variables;
    }

    CustomModel model(Prompt.CustomLlm custom, Initiation initiation) throws Unusable {
      Set<String> ids = new TreeSet<>();
      custom.apiKey().map(Prompt.SecretLocator::secretId).ifPresent(ids::add);
      custom.requestHeaders().values().stream()
          .map(value -> Json.MAPPER.valueToTree(value).path("secret_id").asText(""))
          .filter(id -> !id.isEmpty())
          .forEach(ids::add);
      sealed = ids.isEmpty() ? Map.of() : secrets.find(workspace, ids);
      Optional<Value> apiKey = Optional.empty();
      if (custom.apiKey().isPresent()) {
        apiKey = Optional.of(secret(custom.apiKey().get().secretId()));
      }
      Map<String, Value> headers = new HashMap<>();
      for (var header : custom.requestHeaders().entrySet()) {
        headers.put(header.getKey(), header(header.getKey(), header.getValue()));
      }
      return new CustomModel(
          custom.url(),
          custom.modelId(),
          apiKey,
          headers,
          custom.apiVersion(),
          initiation.customLlmExtraBody(),
          initiation.userId());
    }

    private Value secret(String id) throws Unusable {
      var value = sealed.get(id);
      if (value == null) {
        throw new Unusable("A secret of the custom LLM is not there any more.");
      }
      return new Value.Sealed(id, value);
    }

    private Value header(String name, Object value) throws Unusable {
      if (value instanceof String text) {
        return new Value.Plain(text);
      }
      var locator = Json.MAPPER.valueToTree(value);
      var secretId = locator.path("secret_id").asText("");
      return secretId.isEmpty()
          ? variable(name, locator.path("variable_name").asText(""))
          : secret(secretId);
    }

    private Value variable(String header, String name) throws Unusable {
      var value =
          variables
              .value(name)
              .orElseThrow(
                  () -> new Unusable("The header " + header + " has no value for its variable."));
      var place = conversationId + "." + name;
      return name.startsWith(Variables.SECRET)
          ? new Value.Sealed(place, secrets.seal(value, place))
          : new Value.Plain(value);
    }
  }
}
