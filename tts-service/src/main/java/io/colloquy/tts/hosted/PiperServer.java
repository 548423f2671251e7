package io.colloquy.tts.hosted;

import io.colloquy.contracts.Json;
import io.colloquy.tts.voice.SynthesisFailure;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The HTTP server that comes with Piper: {@code POST /} with JSON, answered by a WAV file, as of
 * piper-tts 1.3. The file says how long it sounds, so the times of characters are an estimate
 * within a known length.
 */
public final class PiperServer extends HostedVoice {

  /** The server's own voice is asked for by not naming one. */
  public static final String USUAL_VOICE = "default";

  public PiperServer(Account account) {
    super(account);
  }

  @Override
  HttpRequest request(Utterance utterance) {
    var body = Json.MAPPER.createObjectNode().put("text", utterance.text());
    var voice = utterance.voice().voiceId();
    if (!voice.equals(USUAL_VOICE)) {
      body.put("voice", voice);
    }
    body.put("length_scale", 1 / utterance.speed());
    var request = post(account().at("/"), body);
    account().apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  /** Flask, which the server is made with, takes bytes for a page unless told otherwise. */
  @Override
  List<String> types() {
    return List.of("audio/", "application/octet-stream", "text/html");
  }

  @Override
  void listen(Utterance utterance, Answer answer, Sink sink) {
    var head = new ByteArrayOutputStream();
    var header = Optional.<WaveHeader>empty();
    while (header.isEmpty()) {
      var part = answer.read(0);
      part.ifPresent(head::writeBytes);
      header = WaveHeader.find(head.toByteArray());
      if (header.isEmpty() && (part.isEmpty() || WaveHeader.isNone(head.toByteArray()))) {
        throw garbage(null);
      }
    }
    listen(utterance, header.get(), head.toByteArray(), new Source(answer, sink));
  }

  private record Source(Answer answer, Sink sink) {}

  private void listen(Utterance utterance, WaveHeader header, byte[] head, Source source) {
    var speech = new Speech(header.sampleRate(), source.sink());
    var pace = Pace.of(utterance.text(), utterance.speed(), header.wholeMs());
    var part = Optional.of(Arrays.copyOfRange(head, header.length(), head.length));
    while (part.isPresent()) {
      if (!speech.give(part.get(), pace.until(speech.givenMsWith(part.get())))) {
        return;
      }
      part = source.answer().read(speech.givenMs());
    }
    header.wholeMs().ifPresent(whole -> checkComplete(speech, whole));
    finish(speech, pace.rest(speech.givenMs()));
  }

  private void checkComplete(Speech speech, double wholeMs) {
    if (speech.givenMs() < wholeMs - 1) {
      throw new SynthesisFailure(account().provider() + " breaks off");
    }
  }

  /**
   * What stands before the samples of a WAV file.
   *
   * @param length in bytes
   * @param dataBytes of samples; 0 where it was not known when the header was written
   */
  record WaveHeader(int length, int sampleRate, long dataBytes) {

    private static final int LONGEST = 4_096;

    /** Empty as long as the header has not come as a whole. */
    static Optional<WaveHeader> find(byte[] file) {
      int rate = 0;
      int at = 12;
      while (at + 8 <= file.length) {
        long size = number(file, at + 4);
        if (isAt(file, at, "data")) {
          boolean open = size >= 0x7fff_0000L;
          return rate == 0
              ? Optional.empty()
              : Optional.of(new WaveHeader(at + 8, rate, open ? 0 : size));
        }
        if (isAt(file, at, "fmt ") && at + 16 <= file.length) {
          rate = (int) number(file, at + 12);
        }
        if (size > LONGEST) {
          break;
        }
        at += 8 + (int) size + (int) (size & 1);
      }
      return Optional.empty();
    }

    /** Whether this cannot become a mono WAV file any more. */
    static boolean isNone(byte[] file) {
      return file.length > LONGEST
          || (file.length >= 12 && !(isAt(file, 0, "RIFF") && isAt(file, 8, "WAVE")));
    }

    OptionalDouble wholeMs() {
      return dataBytes == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(dataBytes * 500.0 / sampleRate);
    }

    private static boolean isAt(byte[] file, int at, String name) {
      for (int i = 0; i < name.length(); i++) {
        if (file[at + i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private static long number(byte[] file, int at) {
      return (file[at] & 0xffL)
          | (file[at + 1] & 0xffL) << 8
          | (file[at + 2] & 0xffL) << 16
          | (file[at + 3] & 0xffL) << 24;
    }
  }
}
