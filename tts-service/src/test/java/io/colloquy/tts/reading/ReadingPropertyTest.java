package io.colloquy.tts.reading;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.phones.Ipa;
import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.PlainReader;
import io.colloquy.tts.voice.Pronounced;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, every character is told once and in order, and nothing breaks. */
class ReadingPropertyTest {

  private static final List<String> PARTS =
      List.of(
          "$",
          "€",
          "£",
          "19.99",
          "1,234",
          "0",
          "007",
          "12345678901234567890",
          "3",
          "-",
          "–",
          ".",
          "...",
          "…",
          ",",
          ":",
          "/",
          "%",
          "@",
          "#",
          "&",
          "+",
          "=",
          "½",
          "°C",
          " km/h",
          "kg",
          "st",
          "th",
          "rd",
          "pm",
          "a.m.",
          "Uhr",
          "www.",
          "http://",
          "example.com",
          "x@y.de",
          "2025-02-30",
          "31.12.",
          "12/31/1999",
          "23:59",
          "Dr.",
          "St.",
          "e.g.",
          "z. B.",
          "etc.",
          "UN",
          "NASA",
          "HTML",
          "s",
          "Jan",
          "March",
          "Mai",
          "1984",
          "in",
          "seit",
          "word",
          "é",
          "ß",
          "日本",
          "👍🏽",
          "٣",
          "²",
          "\u00AD",
          "'",
          "\"",
          "(",
          ")",
          "[",
          "]",
          " ",
          " ",
          " ");

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr"})
  void everyCharacterIsToldOnceAndInOrder(String language) {
    var engine = new PlainReader(new Letters());
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var text = text(random);
      var voice = new Voice("", Optional.empty(), language, 1, 0.5, 0.8);
      var utterance = new Utterance(text, voice, pronounced(text, random));

      var chars = Recording.of(engine, utterance).chars();

      assertThat(chars.stream().map(TimedChar::index))
          .as(text)
          .containsExactlyElementsOf(
              IntStream.iterate(0, at -> at < text.length(), at -> text.offsetByCodePoints(at, 1))
                  .boxed()
                  .toList());
      assertThat(chars.stream().map(TimedChar::startMs)).as(text).isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "1.", "1,", "a.", "-", "1-", "a@", "0 ", ".1", "A", "(1", "w.", "1:"})
  void longTextOfOneKindIsReadInTime(String part) {
    var text = part.repeat(10_000 / part.length());
    for (var language : List.of("en", "de")) {
      long begun = System.nanoTime();
      Reading.of(language).read(text, List.of());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void textWithoutWordsStaysWithoutWords() {
    for (var text : List.of("...", "?! - (…) \"\"", "—", "& + = # @ % $ €", "- - -", ":/")) {
      assertThat(Reading.of("en").read(text, List.of()).after()).isEqualTo(text);
      assertThat(Reading.of("de").read(text, List.of()).after()).isEqualTo(text);
    }
  }

  private static String text(Random random) {
    return random
        .ints(1 + random.nextInt(8), 0, PARTS.size())
        .mapToObj(PARTS::get)
        .collect(joining(random.nextBoolean() ? " " : ""));
  }

  private static List<Pronounced> pronounced(String text, Random random) {
    int at = text.indexOf("word");
    return at < 0 || random.nextBoolean()
        ? List.of()
        : List.of(new Pronounced(at, at + 4, Ipa.parse("a").orElseThrow()));
  }

  /** Takes 10 ms for each character, and gives them three at a time. */
  private record Letters() implements Synthesizer {

    @Override
    public String engine() {
      return "letters";
    }

    @Override
    public Availability availability() {
      return new Availability.Ready();
    }

    @Override
    public boolean speaks(String language) {
      return true;
    }

    @Override
    public void speak(Utterance utterance, Sink sink) {
      var text = utterance.text();
      utterance
          .pronounced()
          .forEach(word -> assertThat(text.substring(word.start(), word.end())).isEqualTo("word"));
      var chars =
          IntStream.iterate(0, at -> at < text.length(), at -> text.offsetByCodePoints(at, 1))
              .mapToObj(at -> new TimedChar(at, at * 10, 10))
              .toList();
      for (int at = 0; at < chars.size(); at += 3) {
        int to = Math.min(chars.size(), at + 3);
        sink.take(new Sound(1_000, new short[10 * (to - at)], chars.subList(at, to)));
      }
    }
  }
}
