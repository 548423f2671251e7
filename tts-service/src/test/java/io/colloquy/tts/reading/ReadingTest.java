package io.colloquy.tts.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.voice.Pronounced;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // numbers
        "I have 3 cats, 21 dogs.   | I have three cats, twenty-one dogs.",
        "1,234,567 people          | one million two hundred thirty-four thousand five hundred"
            + " sixty-seven people",
        "It is 3.05 or -4.         | It is three point zero five or minus four.",
        "pages 3-5 and 7 – 9       | pages three to five and seven to nine",
        "version 2.10.3            | version two point ten point three",
        "the 1st, 22nd and 103rd   | the first, twenty-second and one hundred third",
        "code 00731 or 12345678    | code zero zero seven three one or one two three four five six"
            + " seven eight",
        "555... 123                | five five five... one two three",
        "open 24/7                 | open twenty-four seven",
        "#5 & #6                   | number five and number six",
        "B2B and R2D2 and MP3s     | B2B and R2D2 and MP3s",
        // money
        "It costs $19.99.          | It costs nineteen dollars and ninety-nine cents.",
        "$1, $1.01, $0.50, $5.00   | one dollar, one dollar and one cent, fifty cents, five dollars",
        "$2.5 million or €3k       | two point five million dollars or three thousand euros",
        "£20, 12 EUR and -$5       | twenty pounds, twelve euros and minus five dollars",
        "$1,200.50                 | one thousand two hundred dollars and fifty cents",
        // percentages and units
        "50% of 3.5 %              | fifty percent of three point five percent",
        "5km at 90 km/h, 6 ft      | five kilometers at ninety kilometers per hour, six feet",
        "1 kg, 20°C, 32 °F, 8 GB   | one kilogram, twenty degrees Celsius, thirty-two degrees"
            + " Fahrenheit, eight gigabytes",
        "5 in total, 3 s, 4 m away | five in total, three s, four meters away",
        // dates and times
        "On 2025-03-01             | On March first, twenty twenty-five",
        "On 12/25/2024             | On December twenty-fifth, twenty twenty-four",
        "March 3, 2025 and Jan. 5  | March third, twenty twenty-five and January fifth",
        "5 May 1998                | May fifth, nineteen ninety-eight",
        "In 1984 and the 1990s     | In nineteen eighty-four and the nineteen nineties",
        "I have 1984 of them       | I have one thousand nine hundred eighty-four of them",
        "May I have 5?             | May I have five?",
        "at 3:30 PM, 9am, 15:00    | at three thirty P M, nine ay M, fifteen o'clock",
        "at 7:05 and 12:00:30      | at seven oh five and twelve and thirty seconds o'clock",
        // addresses
        "Mail jo.b-2@example.com!  | Mail jo dot B dash two at example dot com!",
        "see www.example.de/a_b.   | see W W W dot example dot de slash ay underscore B.",
        "https://x.io              | X dot I O",
        "Visit example.co.uk now   | Visit example dot co dot U K now",
        // phones
        "Call 555-123-4567 now     | Call five five five, one two three, four five six seven now",
        "(555) 123-4567            | five five five, one two three, four five six seven",
        "+49 30 1234567            | plus four nine, three zero, one two three four five six seven",
        "+14155552671              | plus one four one five five five five two six seven one",
        // abbreviations
        "Dr. Smith met Mr. Jones   | Doctor Smith met Mister Jones",
        "St. John on Main St.      | Saint John on Main Street.",
        "e.g. cats, dogs, etc.     | for example cats, dogs, et cetera.",
        "Call No. 5 or no. 6.      | Call number five or number six.",
        "Acme Inc. is here         | Acme Incorporated is here",
        "The UN, the FBI and APIs  | The U N, the F B I and ay P Is",
        "NASA said STOP, OK?       | NASA said STOP, OK?",
        "an HTML page, PDFs        | an H T M L page, P D Fs",
        // signs
        "2 + 2 = 4, AT&T, a ½ cup  | two plus two equals four, AT and T, a half cup",
        "5 × 3                     | five times three",
        "Wait... what? (ok) - yes  | Wait... what? (ok) - yes",
      })
  void englishIsReadAsOneReadsItOut(String written, String said) {
    assertThat(read("en-US", written)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Das kostet 19,99 €.       | Das kostet neunzehn Euro neunundneunzig.",
        "1 € oder 0,50 Euro, 5 $   | ein Euro oder null Komma fünf null Euro, fünf Dollar",
        "1.234.567 Leute           | eine Million zweihundertvierunddreißigtausend"
            + "fünfhundertsiebenundsechzig Leute",
        "3,5 % und 20°C bei 5 km/h | drei Komma fünf Prozent und zwanzig Grad Celsius bei fünf"
            + " Kilometer pro Stunde",
        "um 15:30 Uhr, um 1 Uhr    | um fünfzehn Uhr dreißig, um ein Uhr",
        "am 3.12.2025              | am dritten Dezember zweitausendfünfundzwanzig",
        "Heute ist der 3. Mai 1998 | Heute ist der dritter Mai neunzehnhundertachtundneunzig",
        "seit 1984                 | seit neunzehnhundertvierundachtzig",
        "z. B. Dr. Meier usw.      | zum Beispiel Doktor Meier und so weiter.",
        "Mail an a.b@web.de        | Mail an A Punkt B ät web Punkt D E",
        "Ruf 030 1234567 an        | Ruf null drei null, eins zwei drei vier fünf sechs sieben an",
        "Die EU und die GmbH       | Die E U und die GmbH",
        "Seite 3-5                 | Seite drei bis fünf",
      })
  void germanToo(String written, String said) {
    assertThat(read("de", written)).isEqualTo(said);
  }

  @Test
  void otherLanguagesAreLeftToTheVoice() {
    assertThat(read("fr", "3 % de 5 €")).isEqualTo("3 % de 5 €");
  }

  @Test
  void wordsWhoseSoundsAreGivenStayAsTheyAre() {
    var sounds = Ipa.parse("a").orElseThrow();

    var read = Reading.of("en").read("UN and 5 UN", List.of(new Pronounced(0, 2, sounds)));

    assertThat(read.after()).isEqualTo("UN and five U N");
  }

  private static String read(String language, String text) {
    return Reading.of(language).read(text, List.of()).after();
  }
}
