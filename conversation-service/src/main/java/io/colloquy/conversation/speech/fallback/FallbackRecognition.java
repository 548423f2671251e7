package io.colloquy.conversation.speech.fallback;

import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One conversation on one recogniser after the other. The sound of an utterance is kept until it
 * has its words. When the recogniser in charge fails, the next in the order gets all of it; one
 * that failed is tried once more in the same utterance if no other is left. When none is left, the
 * words that a failed one had understood are better than none.
 *
 * <p>A recogniser that has stayed well stays in charge for the next utterance, unless one that is
 * better may be tried again.
 */
final class FallbackRecognition implements Recognition {

  private static final Logger LOG = Logger.getLogger(FallbackRecognition.class);

  /**
   * How much kept sound a new recogniser gets with each call, in samples: a second, so that one
   * that computes here does not hold up the conversation's ears until it has caught up.
   */
  private static final int CATCH_UP = 16_000;

  private static final int MOST_ATTEMPTS = 2;

  /** A recogniser in charge. */
  private record Charge(Route route, Recognition recognition) {}

  private final List<Route> routes;
  private final Speaker speaker;
  private final KeptAudio kept;
  private final RecognitionObserver observer;
  private final Map<Route, Integer> attempts = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();

  private Optional<Charge> charge = Optional.empty();
  private String leftOver = "";
  private Facts facts = Facts.NONE;
  private boolean begun;
  private boolean closed;

  FallbackRecognition(
      List<Route> routes, Speaker speaker, KeptAudio kept, RecognitionObserver observer) {
    this.routes = routes;
    this.speaker = speaker;
    this.kept = kept;
    this.observer = observer;
  }

  /**
   * Opens the best recogniser before anybody speaks.
   *
   * @throws SpeechUnavailable if none can be opened
   */
  void prepare() {
    if (next().isEmpty() && !reasons.isEmpty()) {
      throw new SpeechUnavailable(String.join("; ", reasons));
    }
    forget();
  }

  @Override
  public void accept(short[] pcm16k) {
    if (isClosed() || pcm16k.length == 0) {
      return;
    }
    if (!begun) {
      begun = true;
      facts = Facts.NONE;
      preferTheBest();
      charge().ifPresent(c -> attempts.put(c.route(), 1));
    }
    kept.add(pcm16k);
    hand(Math.max(CATCH_UP, pcm16k.length));
  }

  @Override
  public String partial() {
    if (isClosed()) {
      return "";
    }
    String words = charge().map(c -> c.recognition().partial()).orElse("");
    return words.isEmpty() ? leftOver : words;
  }

  @Override
  public String finish() {
    if (isClosed() || !begun) {
      return "";
    }
    try {
      return words();
    } finally {
      forget();
    }
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public void close() {
    Optional<Charge> last;
    synchronized (this) {
      closed = true;
      last = charge;
      charge = Optional.empty();
    }
    last.ifPresent(c -> c.recognition().close());
  }

  private String words() {
    while (true) {
      hand(Integer.MAX_VALUE);
      Optional<Charge> current = charge();
      if (isClosed()) {
        return "";
      }
      if (current.isEmpty()) {
        return lastResort();
      }
      Charge finishing = current.get();
      long before = System.nanoTime();
      try {
        String words = finishing.recognition().finish();
        if (isClosed()) {
          return "";
        }
        observer.understood(finishing.route().name(), Duration.ofNanos(System.nanoTime() - before));
        finishing.route().breaker().succeeded();
        facts = finishing.recognition().facts();
        return words;
      } catch (SpeechUnavailable failure) {
        replace(finishing, failure);
      }
    }
  }

  private String lastResort() {
    if (leftOver.isEmpty()) {
      throw new SpeechUnavailable(
          reasons.isEmpty() ? "Every recogniser failed a moment ago" : String.join("; ", reasons));
    }
    return leftOver;
  }

  /** Gives the recogniser in charge what it has not got yet, or its successor. */
  private void hand(int mostSamples) {
    int left = mostSamples;
    for (Optional<Charge> c = inCharge(); c.isPresent() && kept.hasNext() && left > 0; ) {
      short[] piece = kept.next();
      left -= piece.length;
      try {
        c.get().recognition().accept(piece);
      } catch (SpeechUnavailable failure) {
        replace(c.get(), failure);
        c = charge();
      }
    }
  }

  private void replace(Charge failed, SpeechUnavailable failure) {
    failed.route().breaker().failed();
    note(failed.route(), failure);
    String understood = failed.recognition().partial();
    if (understood.length() > leftOver.length()) {
      leftOver = understood;
    }
    failed.recognition().close();
    synchronized (this) {
      charge = Optional.empty();
    }
    kept.rewind();
    next().ifPresent(c -> observer.replaced(failed.route().name(), c.route().name()));
  }

  /** At the beginning of an utterance: one that is better than that in charge may be well again. */
  private void preferTheBest() {
    charge()
        .ifPresent(
            current -> {
              int rank = routes.indexOf(current.route());
              for (Route better : routes.subList(0, rank)) {
                if (better.breaker().lets() && take(better)) {
                  current.recognition().close();
                  return;
                }
              }
            });
  }

  private Optional<Charge> inCharge() {
    Optional<Charge> current = charge();
    return current.isPresent() || isClosed() ? current : next();
  }

  /** Puts the next recogniser in charge: each once in the order, then each once more. */
  private Optional<Charge> next() {
    for (int round = 0; round < MOST_ATTEMPTS; round++) {
      for (Route route : routes) {
        if (attempts.getOrDefault(route, 0) == round && route.breaker().lets() && take(route)) {
          return charge();
        }
      }
    }
    return Optional.empty();
  }

  private boolean take(Route route) {
    attempts.merge(route, 1, Integer::sum);
    try {
      Recognition opened = route.recognizer().open(speaker);
      synchronized (this) {
        if (!closed) {
          charge = Optional.of(new Charge(route, opened));
          return true;
        }
      }
      opened.close();
      return true;
    } catch (SpeechUnavailable failure) {
      attempts.put(route, MOST_ATTEMPTS);
      note(route, failure);
      return false;
    }
  }

  private void note(Route route, SpeechUnavailable failure) {
    observer.failed(route.name());
    reasons.add(failure.getMessage());
    LOG.warn(failure.getMessage());
  }

  private void forget() {
    kept.clear();
    attempts.clear();
    reasons.clear();
    leftOver = "";
    begun = false;
  }

  private synchronized Optional<Charge> charge() {
    return charge;
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
