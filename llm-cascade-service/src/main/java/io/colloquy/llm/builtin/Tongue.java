package io.colloquy.llm.builtin;

import java.util.List;
import java.util.Set;

/** Notices that a caller does not speak English. */
final class Tongue {

  private static final int FEWEST_WORDS = 2;

  /** Frequent words of German, French, Spanish, Italian, Portuguese and Dutch; none is English. */
  private static final Set<String> FOREIGN =
      Set.of(
          ("ich du ihr wir sie ist sind haben habe hast kann konnen wie wo wann warum und oder nicht"
                  + " das der ein eine einen mit fur bitte danke guten geoffnet uhr auf zu je tu il"
                  + " elle nous vous est sont avez quelle quel quels quelles ou quand comment"
                  + " pourquoi et le les une des avec bonjour merci votre vos que quiero puedo como"
                  + " donde cuando por favor gracias hola los las una usted ustedes cual cuales esta"
                  + " estan abierto tiene tienen che cosa dove quando perche grazie ciao buongiorno"
                  + " sono siete avete quanto costa gli della voce onde obrigado ola voces quais"
                  + " het een en hoe waar wanneer bent zijn heeft kunt jullie dank hallo goedemorgen")
              .split(" "));

  /** Whether at least every other word is foreign, or most letters are not Latin. */
  static boolean isForeign(String said) {
    long letters = said.codePoints().filter(Character::isLetter).count();
    long latin =
        said.codePoints()
            .filter(Character::isLetter)
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .count();
    if (latin * 2 < letters) {
      return true;
    }
    List<String> words = Words.of(said);
    long foreign = words.stream().filter(FOREIGN::contains).count();
    return words.size() >= FEWEST_WORDS && foreign * 2 >= words.size();
  }

  private Tongue() {}
}
