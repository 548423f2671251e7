package io.colloquy.tts.pieces;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.tts.dictionary.Wordbook;
import io.colloquy.tts.dictionary.Wordbook.Wording;
import io.colloquy.tts.dictionary.Wordbooks;
import io.colloquy.tts.pieces.SpeechObserver.Reason;
import io.colloquy.tts.text.Retimer;
import io.colloquy.tts.text.SpokenText;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Speaks one piece: text to an engine, its sound in chunks to the edge, the news to the owner. */
public final class PieceSpeaker {

  private static final Logger LOG = Logger.getLogger(PieceSpeaker.class);

  /** In characters. A speakable piece is a sentence or two. */
  private static final int LONGEST_TEXT = 10_000;

  private static final Duration DELIVERY_PATIENCE = Duration.ofSeconds(5);

  private final Engines engines;
  private final Wordbooks wordbooks;
  private final Chunker.Lengths lengths;
  private final Outlet outlet;
  private final SpeechObserver observer;

  /**
   * @param firstChunkMs how long the first chunk of a piece sounds, 10 to 900 ms
   * @param chunkMs how long each further chunk sounds, 10 to 900 ms
   */
  public PieceSpeaker(
      Engines engines,
      Wordbooks wordbooks,
      int firstChunkMs,
      int chunkMs,
      Outlet outlet,
      SpeechObserver observer) {
    this.engines = engines;
    this.wordbooks = wordbooks;
    this.lengths = new Chunker.Lengths(firstChunkMs, chunkMs);
    this.outlet = outlet;
    this.observer = observer;
  }

  /** Tells the owner that this will not be spoken. */
  void refuse(Piece piece, Reason reason) {
    fail(piece, reason, reason.message());
  }

  /** Returns when the piece was sent, failed or was cancelled. */
  void speak(Piece piece) {
    var request = piece.request();
    if (request.text().length() > LONGEST_TEXT) {
      refuse(piece, Reason.TOO_LONG);
      return;
    }
    try {
      new Delivery(piece).run();
    } catch (SynthesisFailure e) {
      if (piece.isCancelled()) {
        told(piece).dropped(); // the engine was stopped on purpose
      } else {
        fail(piece, Reason.SYNTHESIS, e.getMessage());
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf(e, "audio of %s was not acknowledged", request.conversationId());
      refuse(piece, Reason.DELIVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(piece, Reason.STOPPING);
    } catch (RuntimeException e) {
      LOG.errorf(e, "piece %d of %s failed", request.piece(), request.conversationId());
      refuse(piece, Reason.SYNTHESIS);
    }
  }

  private SpeechObserver told(Piece piece) {
    return observer.and(piece.observer());
  }

  private void fail(Piece piece, Reason reason, String message) {
    var request = piece.request();
    told(piece).failed(reason);
    LOG.infof("%s event %d: %s", request.conversationId(), request.eventId(), message);
    var _ =
        outlet.progress(
            new SpeechProgress.Failed(
                request.conversationId(), request.eventId(), request.piece(), message));
  }

  /** A piece on its way. */
  private final class Delivery implements Synthesizer.Sink {
    private final Piece piece;
    private final Speak request;
    private final SpokenText text;
    private final Wording wording;
    private final Retimer retimer;
    private final Synthesizer engine;
    private final Chunker chunker;
    private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    private boolean heard;

    Delivery(Piece piece) {
      this.piece = piece;
      this.request = piece.request();
      this.text = SpokenText.of(request.text());
      var voice = request.voice();
      this.wording =
          wordbooks
              .of(voice.dictionaries())
              .apply(text.spoken(), Wordbook.knowsSounds(voice.modelId()));
      this.retimer = new Retimer(wording.rewriting());
      this.engine = engines.engineOf(request.conversationId(), voice);
      this.chunker = new Chunker(request.format(), text, lengths, this::send);
    }

    void run() throws ExecutionException, TimeoutException, InterruptedException {
      long begun = System.nanoTime();
      var said = wording.rewriting().after();
      engine.speak(new Synthesizer.Utterance(said, request.voice(), wording.pronounced()), this);
      if (!piece.isCancelled()) {
        chunker.add(new Sound(0, new short[0], retimer.rest()));
        chunker.finish();
        sent.get(DELIVERY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (piece.isCancelled()) {
        told(piece).dropped();
        return;
      }
      var _ =
          outlet.progress(
              new SpeechProgress.Finished(
                  request.conversationId(), request.eventId(), request.piece()));
      told(piece)
          .finished(engine.engine(), request.text().length(), chunker.sentMs(), since(begun));
    }

    @Override
    public boolean take(Sound sound) {
      if (!piece.isCancelled()) {
        var chars = retimer.add(sound.chars());
        chunker.add(new Sound(sound.sampleRate(), sound.samples(), chars));
      }
      return !piece.isCancelled();
    }

    @Override
    public void whenUnwanted(Runnable stop) {
      piece.whenCancelled(stop);
    }

    private void send(Chunk chunk) {
      if (piece.isCancelled()) {
        return;
      }
      if (chunk.bytes().length > 0) {
        keep(outlet.audio(request.edge(), audio(chunk)));
        if (!heard) {
          heard = true;
          told(piece).firstChunk(engine.engine(), since(piece.arrivedNanos()));
        }
      }
      keep(outlet.progress(progress(chunk)));
    }

    private ToEdge audio(Chunk chunk) {
      return new ToEdge(
          request.conversationId(),
          new EdgeOutput.Audio(request.eventId(), chunk.bytes(), chunk.alignment()));
    }

    private SpeechProgress progress(Chunk chunk) {
      return new SpeechProgress.Chunk(
          request.conversationId(),
          request.eventId(),
          request.piece(),
          chunk.durationMs(),
          chunk.alignment());
    }

    private void keep(CompletionStage<Void> sending) {
      sent = CompletableFuture.allOf(sent, sending.toCompletableFuture());
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
