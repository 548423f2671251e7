package io.colloquy.tts.pieces;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.dictionary.Wordbooks;
import io.colloquy.tts.voice.Engines;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Speaks to nobody, in every format, before anybody calls: the first caller should not wait for
 * classes to load and filters to be computed.
 */
public final class Rehearsal {

  private static final List<String> LANGUAGES = List.of("en", "de");
  private static final String TEXT = "One moment please, I am getting **ready** for you, 1 of 2.";

  /** With every engine that is there. */
  public static void run(Engines engines) {
    var speaker =
        new PieceSpeaker(engines, Wordbooks.none(), 80, 250, new Nobody(), SpeechObserver.NONE);
    for (var language : LANGUAGES) {
      var voice = new Voice("", Optional.empty(), language, 1, 0, 0);
      if (engines.speaks(voice)) {
        for (var format : AudioFormat.values()) {
          var request = new Speak("rehearsal", 0, 0, TEXT, voice, format, new EdgeAddress(0), 0);
          var packet = SpeechRequest.CODEC.encode(request);
          speaker.speak(new Piece((Speak) SpeechRequest.CODEC.decode(packet), SpeechObserver.NONE));
        }
      }
    }
  }

  /** Goes as far as the packet of each message. */
  private record Nobody() implements Outlet {
    @Override
    public CompletionStage<Void> audio(EdgeAddress edge, ToEdge message) {
      var _ = ToEdge.CODEC.encode(message);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> progress(SpeechProgress progress) {
      var _ = SpeechProgress.CODEC.encode(progress);
      return CompletableFuture.completedFuture(null);
    }
  }

  private Rehearsal() {}
}
