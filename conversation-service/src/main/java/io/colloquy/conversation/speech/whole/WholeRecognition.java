package io.colloquy.conversation.speech.whole;

import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One conversation with a transcriber. */
final class WholeRecognition implements Recognition {

  private final Transcriber transcriber;
  private final Speaker speaker;
  private final WholeSettings settings;
  private final Utterance utterance;

  private Optional<CompletableFuture<Transcript>> underWay = Optional.empty();
  private Optional<SpeechUnavailable> failure = Optional.empty();
  private int askedAt;
  private int number;
  private String partial = "";
  private Facts facts = Facts.NONE;
  private boolean closed;

  WholeRecognition(Transcriber transcriber, Speaker speaker, WholeSettings settings) {
    this.transcriber = transcriber;
    this.speaker = speaker;
    this.settings = settings;
    this.utterance = new Utterance(samples(settings.longest()));
  }

  @Override
  public synchronized void accept(short[] pcm16k) {
    if (closed) {
      return;
    }
    if (utterance.isEmpty()) {
      facts = Facts.NONE;
    }
    utterance.add(pcm16k);
    failure.ifPresent(
        reason -> {
          throw reason;
        });
    settings.partialsEvery().ifPresent(this::askOnTheWay);
  }

  @Override
  public synchronized String partial() {
    return closed ? "" : partial;
  }

  @Override
  public String finish() {
    CompletableFuture<Transcript> last;
    synchronized (this) {
      underWay.ifPresent(asked -> asked.cancel(true));
      underWay = Optional.empty();
      if (closed || utterance.isEmpty()) {
        return "";
      }
      last = transcriber.transcribe(utterance.samples(), speaker);
      underWay = Optional.of(last);
    }
    try {
      Transcript understood = last.get(settings.finish().toMillis(), TimeUnit.MILLISECONDS);
      synchronized (this) {
        facts = understood.facts();
        forget();
        return closed ? "" : understood.text();
      }
    } catch (CancellationException left) {
      return "";
    } catch (ExecutionException failed) {
      throw unavailable(failed.getCause());
    } catch (TimeoutException late) {
      last.cancel(true);
      throw new SpeechUnavailable(
          transcriber.name() + " did not answer within " + settings.finish().toMillis() + " ms");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new SpeechUnavailable("Recognition was interrupted");
    }
  }

  @Override
  public synchronized Facts facts() {
    return facts;
  }

  @Override
  public synchronized void close() {
    closed = true;
    underWay.ifPresent(asked -> asked.cancel(true));
    forget();
  }

  /** Asks for the words so far if there is enough new sound and no answer to come. */
  private void askOnTheWay(Duration every) {
    int now = utterance.total();
    if (underWay.isPresent() || now - askedAt < samples(every)) {
      return;
    }
    askedAt = now;
    int asking = number;
    CompletableFuture<Transcript> asked = transcriber.transcribe(utterance.samples(), speaker);
    underWay = Optional.of(asked);
    var _ = asked.whenComplete((soFar, cause) -> understoodOnTheWay(asking, soFar, cause));
  }

  private synchronized void understoodOnTheWay(int asking, Transcript soFar, Throwable cause) {
    if (asking != number || closed || cause instanceof CancellationException) {
      return;
    }
    underWay = Optional.empty();
    if (cause == null) {
      partial = soFar.text();
    } else {
      failure = Optional.of(unavailable(cause));
    }
  }

  private void forget() {
    utterance.clear();
    underWay = Optional.empty();
    failure = Optional.empty();
    partial = "";
    askedAt = 0;
    number++;
  }

  private SpeechUnavailable unavailable(Throwable cause) {
    return switch (cause) {
      case SpeechUnavailable known -> known;
      case CompletionException wrapped when wrapped.getCause() != null ->
          unavailable(wrapped.getCause());
      default -> new SpeechUnavailable(transcriber.name() + " failed", cause);
    };
  }

  private static int samples(Duration duration) {
    return Math.toIntExact(duration.toMillis() * 16);
  }
}
