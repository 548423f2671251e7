package io.colloquy.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

  private static final Set<String> EUROPE = Set.of("en", "de", "fr", "es", "it", "pt", "nl", "pl");
  private static final Set<String> WORLD =
      Set.of("en", "de", "ru", "ja", "zh", "ko", "ar", "hi", "el", "tr");

  /** What callers say, in eight languages, short sentences among them. */
  private static final Map<String, List<String>> SAID = said();

  private final LanguageDetector detector = new LinguaDetector(false, 0.1);

  @Test
  void noTurnIsTakenForAnotherLanguageAndMostAreKnownAmongEight() {
    Score score = score(detector, EUROPE);
    assertThat(score.wrong()).isEmpty();
    assertThat(score.share()).isGreaterThan(0.75);
  }

  @Test
  void nearlyAllTurnsAreKnownToAnAgentOfTwoLanguages() {
    Score score = new Score();
    for (String one : SAID.keySet()) {
      for (String other : SAID.keySet()) {
        if (!one.equals(other)) {
          judge(detector, one, Set.of(one, other), score);
        }
      }
    }
    assertThat(score.wrong()).isEmpty();
    assertThat(score.share()).isGreaterThan(0.95);
  }

  @Test
  void highAccuracyKnowsMore() {
    Score score = score(new LinguaDetector(true, 0.1), EUROPE);
    assertThat(score.wrong()).isEmpty();
    assertThat(score.share()).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @CsvSource({
    "ru, где моя посылка",
    "ja, テーブルを予約したいです",
    "zh, 我想预订一张桌子",
    "ko, 예약을 취소하고 싶습니다",
    "ar, أريد أن أحجز طاولة",
    "hi, मुझे एक टेबल बुक करनी है",
    "el, θα ήθελα να κλείσω ένα τραπέζι",
    "tr, masa ayırtmak istiyorum lütfen"
  })
  void otherScriptsAreKnownToo(String language, String text) {
    assertThat(detector.detect(text, WORLD)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "hola", "ja", "vielen Dank", "12 34 56", "?!", "はい", "mhm okay"})
  void ofLessThanThreeWordsNothingIsConcluded(String text) {
    assertThat(detector.detect(text, EUROPE)).isEmpty();
    assertThat(detector.detect(text, WORLD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I want a Wiener Schnitzel please",
        "ich will ein Meeting canceln",
        "bonjour I would like a croissant"
      })
  void ofAMixtureNothingIsConcluded(String text) {
    assertThat(detector.detect(text, EUROPE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "de, ich möchte mein Smartphone zurückgeben",
    "en, which burritos have you got today",
    "de, bitte spell das noch mal",
    "es, quiero cancelar mi suscripción premium de streaming"
  })
  void aForeignWordDoesNotChangeTheLanguage(String language, String text) {
    assertThat(detector.detect(text, Set.of("en", "de", "es"))).contains(language);
  }

  @Test
  void theAnswerIsTheTagThatTheAgentUses() {
    String text = "gostaria de reservar uma mesa para amanhã";
    assertThat(detector.detect(text, Set.of("en", "pt-BR"))).contains("pt-BR");
    assertThat(detector.detect("hvor er pakken min nå", Set.of("en", "no"))).contains("no");
    assertThat(detector.detect("gusto kong magpareserba ng mesa", Set.of("en", "fil")))
        .contains("fil");
  }

  @Test
  void ofOneLanguageThereIsNoQuestion() {
    assertThat(detector.detect("where is my parcel now", Set.of("de"))).isEmpty();
    assertThat(detector.detect("where is my parcel now", Set.of())).isEmpty();
    assertThat(detector.detect("where is my parcel now", Set.of("en", "xx"))).isEmpty();
    assertThat(detector.detect("where is my parcel", Optional.of("en"), Set.of("en"))).isEmpty();
  }

  @Test
  void whatTheRecogniserHeardGoesBeforeTheText() {
    String english = "where is my parcel now";
    assertThat(detector.detect(english, Optional.of("de"), Set.of("en", "de"))).contains("de");
    assertThat(detector.detect("ja", Optional.of("de-AT"), Set.of("en", "de"))).contains("de");
    assertThat(detector.detect("sim", Optional.of("pt"), Set.of("en", "pt-br"))).contains("pt-br");
    assertThat(detector.detect("x", Optional.of("pt_BR"), Set.of("pt", "pt-br"))).contains("pt-br");
    assertThat(detector.detect(english, Optional.of("fr"), Set.of("en", "de"))).contains("en");
    assertThat(detector.detect(english, Optional.empty(), Set.of("en", "de"))).contains("en");
  }

  @Test
  void aMarginThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new LinguaDetector(false, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Score score(LanguageDetector detector, Set<String> among) {
    Score score = new Score();
    SAID.keySet().forEach(language -> judge(detector, language, among, score));
    return score;
  }

  private static void judge(
      LanguageDetector detector, String language, Set<String> among, Score score) {
    for (String text : SAID.get(language)) {
      score.add(language, text, detector.detect(text, among));
    }
  }

  /** How many were right, and which were taken for another language. */
  private static final class Score {
    private int asked;
    private int right;
    private final Map<String, String> wrong = new LinkedHashMap<>();

    void add(String language, String text, Optional<String> answer) {
      asked++;
      if (answer.filter(language::equals).isPresent()) {
        right++;
      } else {
        answer.ifPresent(other -> wrong.put(text, other));
      }
    }

    Map<String, String> wrong() {
      return wrong;
    }

    double share() {
      return (double) right / asked;
    }
  }

  private static Map<String, List<String>> said() {
    Map<String, List<String>> said = new LinkedHashMap<>();
    said.put(
        "en",
        List.of(
            "I would like to book a table",
            "what time do you open",
            "my order has not arrived yet",
            "can you repeat that please",
            "thank you very much",
            "I need to speak to somebody",
            "how much does it cost",
            "yes that sounds good",
            "where is my parcel",
            "please cancel my appointment for tomorrow",
            "I do not understand",
            "the number is four five six"));
    said.put(
        "de",
        List.of(
            "ich möchte einen Tisch reservieren",
            "wann haben Sie geöffnet",
            "meine Bestellung ist nicht angekommen",
            "können Sie das wiederholen",
            "vielen Dank für alles",
            "ich muss mit jemandem sprechen",
            "was kostet das denn",
            "ja das klingt gut",
            "wo ist mein Paket",
            "bitte sagen Sie meinen Termin ab",
            "das verstehe ich nicht",
            "die Nummer ist vier fünf sechs"));
    said.put(
        "fr",
        List.of(
            "je voudrais réserver une table",
            "à quelle heure ouvrez-vous",
            "ma commande n'est pas arrivée",
            "pouvez-vous répéter s'il vous plaît",
            "merci beaucoup pour tout",
            "je dois parler à quelqu'un",
            "combien ça coûte",
            "oui c'est très bien",
            "où est mon colis",
            "annulez mon rendez-vous de demain",
            "je ne comprends pas",
            "le numéro est quatre cinq six"));
    said.put(
        "es",
        List.of(
            "quiero reservar una mesa",
            "a qué hora abren ustedes",
            "mi pedido no ha llegado",
            "puede repetir por favor",
            "muchas gracias por todo",
            "necesito hablar con alguien",
            "cuánto cuesta esto",
            "sí me parece bien",
            "dónde está mi paquete",
            "cancele mi cita de mañana",
            "no lo entiendo bien",
            "el número es cuatro cinco seis"));
    said.put(
        "it",
        List.of(
            "vorrei prenotare un tavolo",
            "a che ora aprite domani",
            "il mio ordine non è arrivato",
            "può ripetere per favore",
            "grazie mille per tutto",
            "devo parlare con qualcuno",
            "quanto costa questo",
            "sì va molto bene",
            "dov'è il mio pacco",
            "annulli il mio appuntamento",
            "non ho capito bene",
            "il numero è quattro cinque sei"));
    said.put(
        "pt",
        List.of(
            "gostaria de reservar uma mesa",
            "a que horas vocês abrem",
            "o meu pedido não chegou",
            "pode repetir por favor",
            "muito obrigado por tudo",
            "preciso falar com alguém",
            "quanto custa isso",
            "sim parece muito bem",
            "onde está minha encomenda",
            "cancele a minha consulta",
            "não estou entendendo nada",
            "o número é quatro cinco seis"));
    said.put(
        "nl",
        List.of(
            "ik wil graag een tafel reserveren",
            "hoe laat gaan jullie open",
            "mijn bestelling is niet aangekomen",
            "kunt u dat herhalen",
            "heel erg bedankt voor alles",
            "ik moet iemand spreken",
            "hoeveel kost dat",
            "ja dat klinkt goed",
            "waar is mijn pakje",
            "annuleer mijn afspraak van morgen",
            "dat begrijp ik niet",
            "het nummer is vier vijf zes"));
    said.put(
        "pl",
        List.of(
            "chciałbym zarezerwować stolik",
            "o której otwieracie jutro",
            "moje zamówienie nie dotarło",
            "czy może pan powtórzyć",
            "bardzo dziękuję za wszystko",
            "muszę z kimś porozmawiać",
            "ile to kosztuje",
            "tak brzmi to dobrze",
            "gdzie jest moja paczka",
            "proszę odwołać moją wizytę",
            "nie rozumiem tego",
            "numer to cztery pięć sześć"));
    return said;
  }
}
