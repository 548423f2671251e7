package io.colloquy.telephony.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866), as much of it as calls need. Reading forgives what phones get
 * wrong (bare line feeds, unknown lines, their order) and bounds what it takes: 65,536 characters,
 * 1,000 lines, 32 {@code m=} lines of 64 formats.
 *
 * @param id of the session at its origin
 * @param version rises with every change
 * @param host of the {@code o=} line
 * @param attributes those above the first {@code m=} line; each media line has its own
 */
public record SessionDescription(
    long id, long version, String host, List<Attribute> attributes, List<MediaLine> media) {

  static final int MAX_CHARACTERS = 65_536;
  static final int MAX_LINES = 1_000;
  static final int MAX_MEDIA = 32;
  static final int MAX_FORMATS = 64;

  public SessionDescription {
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
  }

  /** The attribute of a media line, or of the whole session where the line says nothing. */
  public Optional<String> value(MediaLine line, String name) {
    return line.value(name)
        .or(
            () ->
                attributes.stream()
                    .filter(a -> a.name().equals(name))
                    .map(Attribute::value)
                    .findFirst());
  }

  public boolean has(MediaLine line, String name) {
    return value(line, name).isPresent();
  }

  /** The text, ready to be sent. */
  public String text() {
    StringBuilder text = new StringBuilder(512);
    text.append("v=0\r\no=- %d %d %s\r\n".formatted(id, version, Host.line(host)));
    text.append("s=-\r\nt=0 0\r\n");
    attributes.forEach(a -> text.append(a.line()).append("\r\n"));
    media.forEach(line -> line.write(text));
    return text.toString();
  }

  /**
   * Reads one.
   *
   * @throws UnreadableSdp if it is none, or longer than the limits
   */
  public static SessionDescription parse(String text) throws UnreadableSdp {
    if (text.length() > MAX_CHARACTERS) {
      throw new UnreadableSdp("longer than " + MAX_CHARACTERS + " characters");
    }
    String[] lines = text.split("\r\n|\n|\r", MAX_LINES + 2);
    if (lines.length > MAX_LINES + 1) {
      throw new UnreadableSdp("more than " + MAX_LINES + " lines");
    }
    if (!lines[0].strip().equals("v=0")) {
      throw new UnreadableSdp("does not begin with v=0");
    }
    Reading reading = new Reading();
    for (String line : lines) {
      if (line.length() > 2 && line.charAt(1) == '=') {
        reading.line(line.charAt(0), line.substring(2));
      }
    }
    return reading.end();
  }

  /** What has been read so far. */
  private static final class Reading {

    private long id;
    private long version;
    private String origin = "";
    private Optional<String> sessionHost = Optional.empty();
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<MediaLine> media = new ArrayList<>();
    private Optional<MediaLine> open = Optional.empty();
    private List<Attribute> openAttributes = new ArrayList<>();
    private Optional<String> openHost = Optional.empty();

    void line(char type, String value) throws UnreadableSdp {
      switch (type) {
        case 'o' -> origin(value);
        case 'c' -> host(value);
        case 'a' -> (open.isPresent() ? openAttributes : attributes).add(Attribute.parse(value));
        case 'm' -> {
          close();
          open = Optional.of(media(value));
        }
        default -> {
          // Names, times and bandwidths change nothing for a call.
        }
      }
    }

    SessionDescription end() throws UnreadableSdp {
      close();
      return new SessionDescription(id, version, origin, attributes, media);
    }

    private void origin(String value) {
      String[] words = value.strip().split("\\s+");
      if (words.length >= 6) {
        id = number(words[1]);
        version = number(words[2]);
        origin = words[5];
      }
    }

    private void host(String value) {
      if (open.isPresent()) {
        openHost = openHost.or(() -> Host.parse(value));
      } else {
        sessionHost = Host.parse(value);
      }
    }

    private MediaLine media(String value) throws UnreadableSdp {
      String[] words = value.strip().split("\\s+");
      if (words.length < 4) {
        throw new UnreadableSdp("an m= line of " + words.length + " words");
      }
      if (media.size() >= MAX_MEDIA || words.length > MAX_FORMATS + 3) {
        throw new UnreadableSdp("too many media or formats");
      }
      long port = number(words[1].split("/", 2)[0]);
      if (port < 0 || port > 65_535) {
        throw new UnreadableSdp("a port that is none");
      }
      List<String> formats = List.of(words).subList(3, words.length);
      return new MediaLine(words[0], (int) port, words[2], formats, Optional.empty(), List.of());
    }

    private void close() {
      open.ifPresent(
          line ->
              media.add(
                  new MediaLine(
                      line.kind(),
                      line.port(),
                      line.profile(),
                      line.formats(),
                      openHost.or(() -> sessionHost),
                      openAttributes)));
      openAttributes = new ArrayList<>();
      openHost = Optional.empty();
    }

    private static long number(String word) {
      try {
        return Long.parseLong(word);
      } catch (NumberFormatException notANumber) {
        return -1;
      }
    }
  }
}
