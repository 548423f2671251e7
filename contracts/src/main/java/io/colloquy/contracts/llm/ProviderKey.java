package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.secret.SecretBox;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of a model provider that a workspace has of its own: the record of {@link
 * Topics#PROVIDER_KEYS} with the key {@link #name}. No record means that the workspace has none.
 *
 * @param provider one of {@link #PROVIDERS}
 * @param sealedKey what {@link SecretBox#seal} made of the key for {@link #place}
 * @param baseUrl where the provider is asked; its usual address where there is none
 */
@JsonInclude(Include.NON_ABSENT)
public record ProviderKey(
    String workspaceId, String provider, String sealedKey, Optional<String> baseUrl) {

  public static final Codec<ProviderKey> CODEC = Json.codec(ProviderKey.class);

  /** The providers that a workspace can have a key of. */
  public static final List<String> PROVIDERS = List.of("openai", "anthropic", "gemini");

  public ProviderKey {
    Objects.requireNonNull(workspaceId, "a key of nobody");
    Objects.requireNonNull(provider, "a key of no provider");
    Objects.requireNonNull(sealedKey, "no key");
    baseUrl = baseUrl == null ? Optional.empty() : baseUrl;
  }

  /** What the record of this key is called on its topic. */
  public static String name(String workspaceId, String provider) {
    return workspaceId + "/" + provider;
  }

  /**
   * Where the key is sealed for. The address is part of it, so that nobody who can write to the
   * topic or to the table has a key sent to another house.
   */
  public static String place(String workspaceId, String provider, Optional<String> baseUrl) {
    return "llm_provider:" + name(workspaceId, provider) + "@" + baseUrl.orElse("");
  }

  /** Where this one is sealed for. */
  public String place() {
    return place(workspaceId, provider, baseUrl);
  }

  /** Shows neither the key nor what it was made of. */
  @Override
  public String toString() {
    return "ProviderKey[" + name(workspaceId, provider) + "]";
  }
}
