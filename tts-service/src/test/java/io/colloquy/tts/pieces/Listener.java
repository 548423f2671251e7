package io.colloquy.tts.pieces;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.media.FormatReader;
import io.colloquy.media.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keeps all that leaves the service, and tells which tones it hears in it. */
final class Listener implements Outlet {

  /** The tones that tests use, in Hz. */
  static final List<Integer> TONES =
      IntStream.rangeClosed(1, 16).mapToObj(i -> 300 + 200 * i).toList();

  private static final int WINDOW_MS = 100;

  /** Audio on its way to one conversation. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
  record Heard(String conversationId, EdgeAddress edge, EdgeOutput.Audio audio) {}

  private final List<Heard> audio = new ArrayList<>();
  private final List<SpeechProgress> progress = new ArrayList<>();
  private boolean broken;

  /** No audio gets through any more. */
  synchronized void breakDown() {
    broken = true;
  }

  @Override
  public synchronized CompletionStage<Void> audio(EdgeAddress edge, ToEdge message) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
    }
    audio.add(new Heard(message.conversationId(), edge, (EdgeOutput.Audio) message.output()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Void> progress(SpeechProgress message) {
    progress.add(message);
    return CompletableFuture.completedFuture(null);
  }

  synchronized List<Heard> audio() {
    return List.copyOf(audio);
  }

  /** Without chunks: how pieces ended, in order. */
  synchronized List<SpeechProgress> endings() {
    return progress.stream().filter(p -> !(p instanceof SpeechProgress.Chunk)).toList();
  }

  synchronized List<SpeechProgress.Chunk> chunks() {
    return progress.stream()
        .flatMap(p -> p instanceof SpeechProgress.Chunk chunk ? Stream.of(chunk) : Stream.of())
        .toList();
  }

  /** The tones that a conversation hears, in order, each once. */
  List<Integer> tonesOf(String conversationId) {
    var samples = samplesOf(conversationId);
    int window = ToneSynthesizer.RATE * WINDOW_MS / 1000;
    List<Integer> heard = new ArrayList<>();
    for (int at = 0; at + window <= samples.length; at += window) {
      var part = Arrays.copyOfRange(samples, at, at + window);
      for (int hz : TONES) {
        boolean loud = Tone.amplitude(part, ToneSynthesizer.RATE, hz) > 0.2;
        if (loud && (heard.isEmpty() || heard.getLast() != hz)) {
          heard.add(hz);
        }
      }
    }
    return heard;
  }

  /** How long a conversation's audio sounds, in milliseconds. */
  double durationMsOf(String conversationId) {
    return samplesOf(conversationId).length * 1000.0 / ToneSynthesizer.RATE;
  }

  private short[] samplesOf(String conversationId) {
    return samples(
        AudioFormat.PCM_16000,
        ToneSynthesizer.RATE,
        audio().stream()
            .filter(heard -> heard.conversationId().equals(conversationId))
            .map(heard -> heard.audio().samples())
            .toList());
  }

  /** Chunks of bytes as samples of this rate. */
  static short[] samples(AudioFormat format, int rate, List<byte[]> chunks) {
    var reader = new FormatReader(format, rate);
    List<short[]> parts = new ArrayList<>(chunks.stream().map(reader::read).toList());
    parts.add(reader.finish());
    short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
