package io.colloquy.conversation.endpointing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of {@code endpointing/utterances.jsonl}.
 *
 * @param number of the line, from 0; every third line is held out: nothing was tuned to it
 * @param say the words, and between them the speaker's pauses as {@code [milliseconds]}. The
 *     speaker is through at the end, and only there. Of a sound, its name
 * @param phonemes what a speech engine is told instead of words that it would spell out
 */
record Utterance(int number, Kind kind, String lang, String say, Optional<String> phonemes) {

  /** What is asked of the ears. */
  enum Kind {
    /** One whole sentence, with no other pause than a short one at a comma. */
    SENTENCE,
    /** One sentence with a long pause in it. */
    PAUSE,
    /** Digits and letters in groups. */
    SPELLED,
    /** The speaker searches for words. */
    HESITATION,
    /** Several sentences, with pauses between them. */
    LONG,
    /** A few words that are all. */
    SHORT,
    /** Said while the agent speaks, to show that one listens. */
    BACKCHANNEL,
    /** Said while the agent speaks, to stop it. */
    BARGEIN,
    /** No speech at all. */
    SOUND
  }

  private record Line(String kind, String lang, String say, String phonemes) {}

  boolean isHeldOut() {
    return number % 3 == 2;
  }

  /** Whether it is said into the agent's own speech. */
  boolean isOverlap() {
    return kind.compareTo(Kind.BACKCHANNEL) >= 0;
  }

  static List<Utterance> all() {
    List<Utterance> all = new ArrayList<>();
    try (InputStream file = Utterance.class.getResourceAsStream("/endpointing/utterances.jsonl");
        var lines = JsonMapper.builder().build().readerFor(Line.class).<Line>readValues(file)) {
      while (lines.hasNextValue()) {
        var line = lines.nextValue();
        var kind = Kind.valueOf(line.kind().toUpperCase(Locale.ROOT));
        var phonemes = Optional.ofNullable(line.phonemes());
        all.add(new Utterance(all.size(), kind, line.lang(), line.say(), phonemes));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return all;
  }

  @Override
  public String toString() {
    return number + " " + say;
  }
}
