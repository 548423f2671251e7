package io.colloquy.conversation.speech.streamed;

import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.SpeechUnavailable;
import io.colloquy.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One conversation with a service. The connection is made when the first utterance begins, while
 * its sound waits, and stays for the next; if the service closes it in between, the next utterance
 * makes a new one. A connection on which something went wrong is not used again, so that words that
 * come late never get into another utterance.
 *
 * <pre>
 *           accept                      accept
 *   IDLE ───────────▶ HEARING ────────────┐
 *    ▲ ▲              │     │ ◀───────────┘
 *    │ │ complete     │     │ refused, cut, silent
 *    │ └── WAITING ◀──┘     ▼
 *    │        │ finish    FAILED (line dropped, exception)
 *    └────────┴─ too late ──┘
 * </pre>
 */
final class StreamedRecognition implements Recognition {

  private static final double SAMPLES_PER_SECOND = 16_000;

  /** What the service may leave out of its account at the end: the quiet that ended the turn. */
  private static final double QUIET_END = 0.2;

  /** How long the answer is waited for if all but {@link #QUIET_END} is settled already. */
  private static final Duration BRIEFLY = Duration.ofMillis(250);

  private final Dialect dialect;
  private final Function<Account, Line> connecting;
  private final Deadlines deadlines;
  private final Clock clock;
  private final boolean punctuates;
  private final Consumer<StreamedRecognition> onClose;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

  private Optional<Line> line = Optional.empty();
  private Optional<Account> utterance = Optional.empty();
  private long sentOnLine;
  private Facts facts = Facts.NONE;
  private boolean closed;

  StreamedRecognition(
      Dialect dialect,
      Function<Account, Line> connecting,
      Deadlines deadlines,
      Clock clock,
      boolean punctuates,
      Consumer<StreamedRecognition> onClose) {
    this.dialect = dialect;
    this.connecting = connecting;
    this.deadlines = deadlines;
    this.clock = clock;
    this.punctuates = punctuates;
    this.onClose = onClose;
  }

  @Override
  public synchronized void accept(short[] pcm16k) {
    if (closed || pcm16k.length == 0) {
      return;
    }
    Account account = utterance.orElseGet(this::begin);
    line.flatMap(Line::failure).ifPresent(this::giveUp);
    if (account.lastSign().plus(deadlines.silence()).isBefore(clock.instant())) {
      giveUp(new SpeechUnavailable(dialect.name() + " says nothing of the sound it gets"));
    }
    chunk.writeBytes(Pcm.bytes(pcm16k));
    if (chunk.size() >= dialect.chunkSamples() * Short.BYTES) {
      sendChunk();
    }
  }

  @Override
  public synchronized String partial() {
    return closed ? "" : utterance.map(Account::words).orElse("");
  }

  @Override
  public String finish() {
    Optional<Account> asked = ask();
    if (asked.isEmpty()) {
      return "";
    }
    Account account = asked.get();
    try {
      boolean complete = await(account);
      synchronized (this) {
        if (closed) {
          return "";
        }
        if (!complete) {
          giveUp(
              new SpeechUnavailable(
                  dialect.name()
                      + " did not finish within "
                      + deadlines.finish().toMillis()
                      + " ms"));
        }
        utterance = Optional.empty();
        facts = account.facts(punctuates);
        return account.words();
      }
    } catch (ExecutionException gone) {
      synchronized (this) {
        if (closed) {
          return "";
        }
        line.flatMap(Line::failure).ifPresent(this::giveUp);
        throw new IllegalStateException("a line that failed without a reason", gone);
      }
    }
  }

  @Override
  public synchronized Facts facts() {
    return facts;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      line.ifPresent(Line::hangUp);
      line = Optional.empty();
      onClose.accept(this);
    }
  }

  /** Called every few seconds: keeps the connection while nobody speaks. */
  synchronized void beat() {
    if (utterance.isEmpty()) {
      dialect.keepAlive().ifPresent(still -> line.ifPresent(open -> open.send(still)));
    }
  }

  private Account begin() {
    Account account = new Account(clock.instant());
    utterance = Optional.of(account);
    facts = Facts.NONE;
    chunk.reset();
    line = line.filter(open -> open.failure().isEmpty());
    if (line.isPresent()) {
      line.get().turnTo(account);
    } else {
      sentOnLine = 0;
      line = Optional.of(connecting.apply(account));
    }
    return account;
  }

  private void sendChunk() {
    byte[] pcm = chunk.toByteArray();
    chunk.reset();
    sentOnLine += pcm.length / Short.BYTES;
    line.ifPresent(open -> open.send(dialect.audio(pcm)));
  }

  private synchronized Optional<Account> ask() {
    if (closed || utterance.isEmpty()) {
      return Optional.empty();
    }
    if (chunk.size() > 0) {
      sendChunk();
    }
    utterance.get().ask();
    line.ifPresent(open -> open.send(dialect.finish()));
    return utterance;
  }

  /** Whether the utterance is complete. Holds no lock, so that it can be closed meanwhile. */
  private boolean await(Account account) throws ExecutionException {
    double enough;
    synchronized (this) {
      enough = sentOnLine / SAMPLES_PER_SECOND - QUIET_END;
    }
    Duration wait = account.coversUntil(enough) ? BRIEFLY : deadlines.finish();
    try {
      account.end().get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return account.coversUntil(enough);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Drops the line, whose words {@link #partial} still tells, and says why. */
  private void giveUp(SpeechUnavailable reason) {
    line.ifPresent(Line::abort);
    line = Optional.empty();
    throw reason;
  }
}
