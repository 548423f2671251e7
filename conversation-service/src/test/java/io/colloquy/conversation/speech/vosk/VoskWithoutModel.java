package io.colloquy.conversation.speech.vosk;

import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Vosk's recogniser with everything but the library: decoders that answer in Vosk's JSON, with the
 * words that a test has for the sound. They end a segment in mid-utterance, as Vosk does at a
 * pause.
 */
public final class VoskWithoutModel {

  private static final int SEGMENT = 24_000;

  private final Function<byte[], String> words;
  private final AtomicInteger models = new AtomicInteger();
  private final AtomicInteger decoders = new AtomicInteger();

  public VoskWithoutModel(Function<byte[], String> words) {
    this.words = words;
  }

  public SpeechRecognizer recognizer(Path folder, int most) {
    return new VoskRecognizer(
        new VoskSettings(Optional.of(folder), "en", most),
        path -> {
          models.incrementAndGet();
          return new Model();
        });
  }

  /** How many models are loaded. */
  public int models() {
    return models.get();
  }

  /** How many decoders are in use. */
  public int decoders() {
    return decoders.get();
  }

  private final class Model implements VoskModel {
    @Override
    public VoskDecoder decoder() {
      decoders.incrementAndGet();
      return new Decoder();
    }

    @Override
    public void close() {
      models.decrementAndGet();
    }
  }

  private final class Decoder implements VoskDecoder {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private String settled = "";

    @Override
    public boolean accept(short[] pcm16k) {
      heard.writeBytes(Pcm.bytes(pcm16k));
      return settled.isEmpty() && heard.size() / Short.BYTES > SEGMENT;
    }

    @Override
    public String result() {
      String segment = segment();
      settled = (settled + " " + segment).strip();
      return Json.text(
          Map.of("text", segment, "result", List.of(Map.of("word", "x", "conf", 0.75))));
    }

    @Override
    public String partial() {
      return Json.text(Map.of("partial", segment()));
    }

    @Override
    public String last() {
      String result = result();
      heard.reset();
      settled = "";
      return result;
    }

    @Override
    public void close() {
      decoders.decrementAndGet();
    }

    private String segment() {
      String all = words.apply(heard.toByteArray());
      return all.startsWith(settled) ? all.substring(settled.length()).strip() : "lost: " + all;
    }
  }
}
