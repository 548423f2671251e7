package io.colloquy.contracts;

/**
 * How services tell each other to whom something belongs. An installation has one workspace or
 * many; what is in one cannot be seen from another.
 */
public final class Workspace {

  /**
   * The header with the workspace's id: of a request that the gateway passes on, which alone knows
   * whose key it was, and of a record on {@link Topics#AGENTS}. Where there is none, the workspace
   * is {@link #DEFAULT}.
   */
  public static final String HEADER = "x-colloquy-workspace";

  /** The workspace that is always there. */
  public static final String DEFAULT = "default";

  /** The workspace that a record is of. */
  public static String of(Packet packet) {
    return packet.header(HEADER).orElse(DEFAULT);
  }

  private Workspace() {}
}
