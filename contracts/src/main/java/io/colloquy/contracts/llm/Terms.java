package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colloquy.contracts.Workspace;

/**
 * On what terms an answer is given.
 *
 * @param workspaceId whose keys and whose share of the providers it uses
 * @param use who waits for it; the more urgent goes first
 * @param zeroRetention whether only models may answer whose providers keep nothing
 */
public record Terms(String workspaceId, Use use, boolean zeroRetention) {

  /** Who waits for an answer, the most urgent first. */
  public enum Use {
    @JsonProperty("voice")
    VOICE,
    @JsonProperty("chat")
    CHAT,
    /** Analysis, evaluation, simulation: nobody waits on a line. */
    @JsonProperty("background")
    BACKGROUND
  }

  /** A call of the only workspace. */
  public static final Terms USUAL = new Terms(Workspace.DEFAULT, Use.VOICE, false);

  /** Work of a workspace that nobody waits for on a line. */
  public static Terms background(String workspaceId) {
    return new Terms(workspaceId, Use.BACKGROUND, false);
  }

  /** The same terms for work that nobody waits for on a line, whatever they say of that. */
  public Terms inTheBackground() {
    return new Terms(workspaceId, Use.BACKGROUND, zeroRetention);
  }

  public Terms {
    workspaceId = workspaceId == null ? Workspace.DEFAULT : workspaceId;
    use = use == null ? Use.VOICE : use;
  }
}
