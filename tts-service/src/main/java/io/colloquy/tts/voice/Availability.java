package io.colloquy.tts.voice;

/** Whether an engine has what it needs on this machine. */
public sealed interface Availability {

  /** The engine speaks. */
  record Ready() implements Availability {}

  /**
   * Something must be installed first.
   *
   * @param debianPackage what to install on Debian and its relatives
   * @param reason what was looked for and not found
   */
  record Missing(String debianPackage, String reason) implements Availability {

    /** One sentence for a person who can install packages. */
    public String advice() {
      return "install the Debian package "
          + debianPackage
          + " and restart the tts-service ("
          + reason
          + ")";
    }
  }
}
