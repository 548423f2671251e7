package io.colloquy.analysis.webhooks;

import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.rest.Refusal;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the secrets that sign deliveries, and keeps them so that nobody can read them. */
@Singleton
public class WebhookSecrets {

  private static final int BYTES = 32;

  private final Optional<SecretBox> box;
  private final SecureRandom random = new SecureRandom();

  WebhookSecrets(
      @ConfigProperty(name = "colloquy.secrets.key") Optional<String> key,
      @ConfigProperty(name = "colloquy.secrets.retired-keys") Optional<List<String>> retired) {
    box = key.map(current -> SecretBox.of(current, retired.orElse(List.of())));
  }

  /** One text for both ways to sign: as it stands, and as the bytes that it stands for. */
  String create() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * @param webhookId for which alone it can be opened
   * @throws Refusal (503) if there is no key to seal with
   */
  String seal(String text, String webhookId) {
    return key().seal(text, webhookId);
  }

  /**
   * @throws SecretBox.NotOpened if it was sealed otherwise
   * @throws Refusal (503) if there is no key to open with
   */
  public String open(String sealed, String webhookId) {
    return key().open(sealed, webhookId);
  }

  private SecretBox key() {
    return box.orElseThrow(
        () ->
            new Refusal(
                503,
                "no_key_for_secrets",
                "This server has no key to keep secrets with. Its operator has to set one."));
  }
}
