package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.rest.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What nobody may read of a number: the tokens of Twilio and the passwords of trunks, wherever in a
 * document they stand. In the database they are sealed, and only where they are used are they
 * opened.
 */
@Singleton
public class Credentials {

  private static final Set<String> SECRET = Set.of("token", "account_auth_token", "password");

  private final Optional<SecretBox> box;

  Credentials(
      @ConfigProperty(name = "colloquy.secrets.key") Optional<String> key,
      @ConfigProperty(name = "colloquy.secrets.retired-keys") Optional<List<String>> retired) {
    box = key.map(current -> SecretBox.of(current, retired.orElse(List.of())));
  }

  /**
   * The same document with every secret sealed.
   *
   * @param id of the number, for which alone they can be opened
   * @throws Refusal (503) if there is a secret in it but no key for it
   */
  ObjectNode sealed(ObjectNode document, String id) {
    return (ObjectNode) changed(document, secret -> key().seal(secret, id));
  }

  private SecretBox key() {
    return box.orElseThrow(
        () ->
            new Refusal(
                503,
                "no_key_for_secrets",
                "This server has no key to keep secrets with. Its operator has to set one."));
  }

  private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
    var copy = node.deepCopy();
    if (copy instanceof ObjectNode document) {
      for (var member : node.properties()) {
        var value = member.getValue();
        document.set(
            member.getKey(),
            SECRET.contains(member.getKey()) && value.isTextual()
                ? TextNode.valueOf(change.apply(value.textValue()))
                : changed(value, change));
      }
    }
    if (copy instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, changed(node.get(i), change));
      }
    }
    return copy;
  }

  /** The same document without its secrets, at any depth. */
  static JsonNode without(JsonNode node) {
    var copy = node.deepCopy();
    if (copy instanceof ObjectNode document) {
      document.remove(SECRET);
      document.properties().forEach(member -> member.setValue(without(member.getValue())));
    }
    if (copy instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, without(node.get(i)));
      }
    }
    return copy;
  }
}
