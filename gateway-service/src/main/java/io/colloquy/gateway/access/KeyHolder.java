package io.colloquy.gateway.access;

import java.time.Instant;

/**
 * Whom a key stands for.
 *
 * @param workspace whose things the key opens
 * @param admin whether the key may make workspaces and keys
 * @param since when the key was made
 */
public record KeyHolder(String keyId, String workspace, boolean admin, Instant since) {

  static KeyHolder of(ApiKey row) {
    return new KeyHolder(row.id, row.workspaceId, row.admin, row.createdAt);
  }
}
