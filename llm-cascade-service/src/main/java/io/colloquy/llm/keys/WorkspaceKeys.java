package io.colloquy.llm.keys;

import io.colloquy.contracts.llm.ProviderKey;
import java.util.Optional;

/** The keys that workspaces have of their own, as far as is known by now. Must not block. */
@FunctionalInterface
public interface WorkspaceKeys {

  /**
   * @param provider one of {@link ProviderKey#PROVIDERS}; nobody has a key of another
   */
  Optional<ProviderKey> of(String workspaceId, String provider);
}
