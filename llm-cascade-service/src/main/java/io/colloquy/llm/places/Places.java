package io.colloquy.llm.places;

import io.colloquy.contracts.llm.Terms;
import io.colloquy.contracts.llm.Terms.Use;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The places at all providers, and the queues for them.
 *
 * <pre>
 *             a place is free                    giveBack
 *   take ───────────────────────▶ SEATED ─────────────────────▶ GONE
 *     │                              ▲                            ▲
 *     │ none is                      │ the next in the queue      │ giveBack
 *     └───────────────▶ WAITING ─────┘                            │
 *                          └──────────────────────────────────────┘
 * </pre>
 *
 * <p>A voice goes before a chat, and a chat before background work; within one use the workspaces
 * take turns, and within a workspace first come is first served. Background work never has more
 * than its part of a provider's places, and no workspace more than its share: who may not have a
 * free place does not keep the others from it.
 *
 * <p>Safe for many threads.
 */
public final class Places {

  /** Sees who comes and goes, for the meters. Must not block. */
  public interface Observer {

    Observer NONE =
        new Observer() {
          @Override
          public void seated(String provider, Use use, long waitedMs) {}

          @Override
          public void refused(String provider, Use use) {}

          @Override
          public void gaveUp(String provider, Use use, long waitedMs) {}
        };

    /**
     * @param waitedMs milliseconds; 0 for one who found a place free
     */
    void seated(String provider, Use use, long waitedMs);

    /** Too many waited already. */
    void refused(String provider, Use use);

    /** One who waited waits no more, without having had a place. */
    void gaveUp(String provider, Use use, long waitedMs);
  }

  private enum State {
    WAITING,
    SEATED,
    GONE
  }

  private static final char OWNER = '/';

  private final Function<String, Allowance> allowances;
  private final Clock clock;
  private final Executor calling;
  private final Observer observer;
  private final Map<String, Line<Guest>> lines = new HashMap<>();

  /**
   * @param allowances what each provider bears, by its name; asked again when a provider that was
   *     idle is busy again
   * @param calling tells those who waited that they have a place, so that who gives one back need
   *     not
   */
  public Places(
      Function<String, Allowance> allowances, Clock clock, Executor calling, Observer observer) {
    this.allowances = allowances;
    this.clock = clock;
    this.calling = calling;
    this.observer = observer;
  }

  /**
   * Asks for a place.
   *
   * @param provider whose places these are; see {@link #ofWorkspace}
   * @param whenGranted called once with the ticket: within this call where a place is free, else by
   *     the executor. Not called for a ticket that was given back before; it may cross with {@link
   *     Ticket#giveBack}
   * @return none if too many wait already; then {@code whenGranted} is never called
   */
  public Optional<Ticket> take(String provider, Terms terms, Consumer<Ticket> whenGranted) {
    var guest = new Guest(provider, terms, whenGranted, clock.millis());
    synchronized (this) {
      var line = lines.computeIfAbsent(provider, name -> new Line<>(allowances.apply(name)));
      if (line.hasRoomFor(terms)) {
        line.seat(terms);
        guest.state = State.SEATED;
      } else if (!line.queue(terms, guest)) {
        observer.refused(provider, terms.use());
        return Optional.empty();
      }
      if (guest.state == State.WAITING) {
        return Optional.of(guest);
      }
    }
    observer.seated(provider, terms.use(), 0);
    whenGranted.accept(guest);
    return Optional.of(guest);
  }

  /** The name of a provider that a workspace asks with a key of its own. */
  public static String ofWorkspace(String provider, String workspaceId) {
    return provider + OWNER + workspaceId;
  }

  /** The provider's own name, whoever's key it is asked with. */
  public static String provider(String name) {
    int owner = name.indexOf(OWNER);
    return owner < 0 ? name : name.substring(0, owner);
  }

  /** How many places at this provider are taken. */
  public synchronized int taken(String provider) {
    return Optional.ofNullable(lines.get(provider)).map(Line::taken).orElse(0);
  }

  /** How many wait for a place, at all providers. */
  public synchronized int waiting(Use use) {
    return lines.values().stream().mapToInt(line -> line.waiting(use)).sum();
  }

  /** How many places are taken, at all providers. */
  public synchronized int taken() {
    return lines.values().stream().mapToInt(Line::taken).sum();
  }

  private void leave(Guest guest) {
    List<Guest> called = new ArrayList<>();
    synchronized (this) {
      var before = guest.state;
      guest.state = State.GONE;
      if (before == State.GONE) {
        return;
      }
      var line = lines.get(guest.provider);
      if (before == State.WAITING) {
        line.leave(guest.terms, guest);
      } else {
        line.rise(guest.terms);
        line.seatNext(
            next -> {
              next.state = State.SEATED;
              called.add(next);
            });
      }
      if (line.isEmpty()) {
        lines.remove(guest.provider);
      }
      if (before == State.WAITING) {
        observer.gaveUp(guest.provider, guest.terms.use(), guest.waitedMs());
      }
    }
    called.forEach(next -> calling.execute(next::call));
  }

  private synchronized boolean isSeated(Guest guest) {
    return guest.state == State.SEATED;
  }

  /** One who asked for a place. Its state is guarded by the places. */
  private final class Guest implements Ticket, Line.Waiting {

    private final String provider;
    private final Terms terms;
    private final Consumer<Ticket> whenGranted;
    private final long cameAtMs;
    private State state = State.WAITING;

    Guest(String provider, Terms terms, Consumer<Ticket> whenGranted, long cameAtMs) {
      this.provider = provider;
      this.terms = terms;
      this.whenGranted = whenGranted;
      this.cameAtMs = cameAtMs;
    }

    @Override
    public Terms terms() {
      return terms;
    }

    private long waitedMs() {
      return clock.millis() - cameAtMs;
    }

    private void call() {
      if (isSeated(this)) {
        observer.seated(provider, terms.use(), waitedMs());
        whenGranted.accept(this);
      }
    }

    @Override
    public void giveBack() {
      leave(this);
    }
  }
}
