package io.colloquy.conversation.turn;

import io.colloquy.contracts.speech.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The play-out clock of one answer: what the listener has heard of it by now.
 *
 * <p>Audio is sent faster than it sounds, and the listener's end plays it in order without gaps. So
 * a chunk begins to sound when it arrives, or when the chunk before it has ended, whichever is
 * later. All times are epoch milliseconds; durations are milliseconds.
 */
final class PlayOut {

  private record Sounding(int piece, double startsAt, double endsAt, Alignment alignment) {}

  private final List<String> pieces = new ArrayList<>();
  private final List<Sounding> chunks = new ArrayList<>();
  private int finishedPieces;

  /** A further piece of text was sent to be spoken. Returns its number. */
  int add(String text) {
    pieces.add(text);
    return pieces.size() - 1;
  }

  /** Audio of a piece was sent. */
  void sent(int piece, double durationMs, Alignment alignment, long now) {
    double startsAt = Math.max((double) now, endsAt());
    chunks.add(new Sounding(piece, startsAt, startsAt + durationMs, alignment));
  }

  /** All audio of one more piece was sent. */
  void finishedPiece() {
    finishedPieces++;
  }

  /** True while text was handed over whose audio has not all been sent. */
  boolean awaitsAudio() {
    return finishedPieces < pieces.size();
  }

  /** True once there is something to be heard, or to come. */
  boolean isBegun() {
    return !pieces.isEmpty();
  }

  boolean hasAudio() {
    return !chunks.isEmpty();
  }

  /** When the first sound is heard; meaningless before {@link #hasAudio}. */
  double startsAt() {
    return chunks.getFirst().startsAt();
  }

  /** When the piece begins to sound that holds this place of the text, if that is known. */
  OptionalLong startsAt(int offset) {
    int piece = 0;
    for (int end = 0; piece < pieces.size(); piece++) {
      end += pieces.get(piece).length();
      if (offset < end) {
        break;
      }
    }
    int holding = piece;
    return chunks.stream()
        .filter(chunk -> chunk.piece() == holding)
        .mapToLong(chunk -> (long) chunk.startsAt())
        .findFirst();
  }

  /** When what was sent so far has been played; 0 before there is any audio. */
  double endsAt() {
    return chunks.isEmpty() ? 0 : chunks.getLast().endsAt();
  }

  /** The text whose last whole word has been heard by now, without the words after it. */
  String heard(long now) {
    var heard = new StringBuilder();
    for (int piece = 0; piece < pieces.size(); piece++) {
      var text = pieces.get(piece);
      int characters = heardCharacters(piece, now);
      if (characters >= text.length() && isOver(piece, now)) {
        heard.append(text);
      } else {
        heard.append(wholeWords(text, characters));
        break;
      }
    }
    return heard.toString().strip();
  }

  /** A piece is over when all of its audio was sent and has sounded. */
  private boolean isOver(int piece, long now) {
    return piece < finishedPieces
        && chunks.stream().filter(c -> c.piece() == piece).allMatch(c -> c.endsAt() <= now);
  }

  private int heardCharacters(int piece, long now) {
    if (isOver(piece, now)) {
      return pieces.get(piece).length();
    }
    int characters = 0;
    for (var chunk : chunks) {
      if (chunk.piece() == piece) {
        characters += heardCharacters(chunk, now);
      }
    }
    return characters;
  }

  private static int heardCharacters(Sounding chunk, long now) {
    var alignment = chunk.alignment();
    int heard = 0;
    for (int i = 0; i < alignment.chars().size(); i++) {
      double endsAt = chunk.startsAt() + alignment.startMs().get(i) + alignment.durationMs().get(i);
      if (endsAt <= now) {
        heard += alignment.chars().get(i).length();
      }
    }
    return heard;
  }

  private static String wholeWords(String text, int characters) {
    if (characters >= text.length()) {
      return text;
    }
    if (Character.isWhitespace(text.charAt(characters))) {
      return text.substring(0, characters);
    }
    int end = characters;
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
