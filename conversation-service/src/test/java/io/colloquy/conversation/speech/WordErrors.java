package io.colloquy.conversation.speech;

/** Words inserted, deleted and exchanged between what was said and what was understood. */
final class WordErrors {

  private WordErrors() {}

  static int count(String said, String understood) {
    String[] reference = said.split(" ");
    String[] heard = understood.isEmpty() ? new String[0] : understood.split(" ");
    int[] row = new int[heard.length + 1];
    for (int j = 0; j <= heard.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= reference.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= heard.length; j++) {
        int exchanged = diagonal + (reference[i - 1].equals(heard[j - 1]) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[heard.length];
  }

  /** As a share of the words said. */
  static double share(String said, String understood) {
    return (double) count(said, understood) / said.split(" ").length;
  }
}
