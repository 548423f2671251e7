package io.colloquy.gateway.capacity;

import io.colloquy.gateway.call.Seat;
import io.colloquy.gateway.session.Ending;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one conversation takes up, from its handshake until it is over. Safe for use by many
 * threads.
 *
 * <pre>
 *   Promised ──claim──▶ Claimed ──begin──▶ Begun
 *       │ the socket never opened  │          │ over, or the connection is gone
 *       └──────────────▶ Left ◀────┴──────────┘
 * </pre>
 */
public final class Place implements Seat {

  private enum Stage {
    PROMISED,
    CLAIMED,
    BEGUN,
    LEFT
  }

  /** Keeps the books. */
  interface Keeper {
    /** The conversation turned out to be a chat. */
    void toChat(Place place, Consumer<Ending> refused);

    void left(Place place, boolean began);
  }

  private final String conversationId;
  private final String workspace;
  private final Limits limits;
  private final boolean burst;
  private final Keeper keeper;
  private Stage stage = Stage.PROMISED;
  private boolean chat;

  Place(String conversationId, String workspace, Limits limits, boolean burst, Keeper keeper) {
    this.conversationId = conversationId;
    this.workspace = workspace;
    this.limits = limits;
    this.burst = burst;
    this.keeper = keeper;
  }

  String conversationId() {
    return conversationId;
  }

  String workspace() {
    return workspace;
  }

  Limits limits() {
    return limits;
  }

  /** Whether it was granted beyond what the workspace has at the ordinary price. */
  public boolean isBurst() {
    return burst;
  }

  /**
   * The socket is open.
   *
   * @return false if the place was given up before
   */
  public synchronized boolean claim() {
    if (stage == Stage.PROMISED) {
      stage = Stage.CLAIMED;
    }
    return stage != Stage.LEFT;
  }

  /** No socket came of the handshake. Does nothing if one did. */
  public void giveUp() {
    leaveFrom(EnumSet.of(Stage.PROMISED));
  }

  @Override
  public void begin(boolean textOnly, Consumer<Ending> refused) {
    synchronized (this) {
      if (stage == Stage.LEFT) {
        return;
      }
      stage = Stage.BEGUN;
    }
    if (textOnly) {
      keeper.toChat(this, refused);
    }
  }

  @Override
  public void leave() {
    leaveFrom(EnumSet.of(Stage.PROMISED, Stage.CLAIMED, Stage.BEGUN));
  }

  private void leaveFrom(Set<Stage> stages) {
    boolean began;
    synchronized (this) {
      if (!stages.contains(stage)) {
        return;
      }
      began = stage == Stage.BEGUN;
      stage = Stage.LEFT;
    }
    keeper.left(this, began);
  }

  synchronized boolean isLeft() {
    return stage == Stage.LEFT;
  }

  synchronized boolean isChat() {
    return chat;
  }

  synchronized void becomeChat() {
    chat = true;
  }
}
