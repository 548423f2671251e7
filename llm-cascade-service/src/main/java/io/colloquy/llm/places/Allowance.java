package io.colloquy.llm.places;

/**
 * What may run at one provider at once, and what may wait for it.
 *
 * @param places answers at once
 * @param perWorkspace of these, for one workspace
 * @param background of these, for work that nobody waits for on a line; the rest is kept free of it
 * @param waiting how many of one workspace and one use may wait; more are refused
 */
public record Allowance(int places, int perWorkspace, int background, int waiting) {

  public Allowance {
    if (places < 1 || perWorkspace < 1 || background < 1 || waiting < 0) {
      throw new IllegalArgumentException("a provider nobody may ask is of no use");
    }
  }

  /**
   * @param workspaceShare how much of the places one workspace may have; above 0, up to 1
   * @param backgroundShare how much of them background work may have; likewise
   */
  public static Allowance of(
      int places, double workspaceShare, double backgroundShare, int waiting) {
    return new Allowance(
        places, part(places, workspaceShare), part(places, backgroundShare), waiting);
  }

  private static int part(int places, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and up to 1, not " + share);
    }
    return Math.max(1, (int) (places * share));
  }
}
