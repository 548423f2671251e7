package io.colloquy.llm.builtin;

import java.util.List;
import java.util.regex.Pattern;

/** Questions that every business is asked in words which do not name what they ask for. */
final class UsualQuestions {

  private record Usual(Pattern asked, String plainly) {}

  private static final List<Usual> ALL =
      List.of(
          usual(
              "where (are|is) (you|u|your (shop|store|place|office|business))( located| based)?"
                  + "|how (do|can) i (find|get to) (you|there)|how do i get there|directions",
              "what is the address"),
          usual(
              "(when|what time) can i (come|visit)( you)?( by)?|are you (still )?open( now| today)?"
                  + "|what (is|are) (you|your|youre|the) (hour|hours|our|ours|times)",
              "what are your opening hours"));

  private static Usual usual(String asked, String plainly) {
    return new Usual(Pattern.compile(asked), plainly);
  }

  /**
   * @param said normalised words
   */
  static String plainly(String said) {
    return ALL.stream()
        .filter(usual -> usual.asked.matcher(said).matches())
        .map(Usual::plainly)
        .findFirst()
        .orElse(said);
  }

  private UsualQuestions() {}
}
