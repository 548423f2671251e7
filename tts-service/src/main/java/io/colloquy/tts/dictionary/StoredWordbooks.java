package io.colloquy.tts.dictionary;

import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The stored dictionaries, kept in memory: a version for good, since it never changes; which one is
 * the latest, and that something was not found, for some seconds.
 */
@ApplicationScoped
public class StoredWordbooks implements Wordbooks {

  private static final Logger LOG = Logger.getLogger(StoredWordbooks.class);

  /** How long a change of a dictionary takes to be heard by those who name no version. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** How long a piece waits for the database. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST_VERSIONS = 200;
  private static final int MOST_LATEST = 2_000;
  private static final int MOST_COMBINATIONS = 200;

  private record VersionKey(String dictionaryId, String versionId) {}

  private record Fresh<T>(T value, long untilMs) {}

  private final Dictionaries dictionaries;
  private final Clock clock;
  private final Map<VersionKey, Fresh<Optional<Rules>>> versions = remembering(MOST_VERSIONS);
  private final Map<String, Fresh<Optional<String>>> latest = remembering(MOST_LATEST);
  private final Map<List<VersionKey>, Wordbook> wordbooks = remembering(MOST_COMBINATIONS);

  StoredWordbooks(Dictionaries dictionaries, Clock clock) {
    this.dictionaries = dictionaries;
    this.clock = clock;
  }

  private static <K, V> Map<K, V> remembering(int most) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        });
  }

  @Override
  public Wordbook of(List<PronunciationDictionaryLocator> locators) {
    var found =
        locators.stream()
            .filter(locator -> locator.pronunciationDictionaryId() != null)
            .flatMap(locator -> key(locator).stream())
            .filter(key -> rules(key).isPresent())
            .toList();
    if (found.isEmpty()) {
      return Wordbook.EMPTY;
    }
    var known = wordbooks.get(found);
    if (known != null) {
      return known;
    }
    var made = Wordbook.of(found.stream().flatMap(key -> rules(key).stream()).toList());
    wordbooks.put(found, made);
    return made;
  }

  private Optional<VersionKey> key(PronunciationDictionaryLocator locator) {
    var id = locator.pronunciationDictionaryId();
    return locator
        .versionId()
        .or(() -> look(latest, id, () -> dictionaries.latestAnywhere(id), _ -> FRESH))
        .map(version -> new VersionKey(id, version));
  }

  private Optional<Rules> rules(VersionKey key) {
    return look(
        versions,
        key,
        () -> dictionaries.rulesAnywhere(key.dictionaryId(), key.versionId()),
        found -> found.isPresent() ? Duration.ofDays(365) : FRESH);
  }

  /** Of several threads that ask at once each may read; all read the same. */
  private <K, T> Optional<T> look(
      Map<K, Fresh<Optional<T>>> known,
      K key,
      Supplier<Uni<Optional<T>>> reading,
      Function<Optional<T>, Duration> freshness) {
    var before = known.get(key);
    if (before != null && clock.millis() < before.untilMs()) {
      return before.value();
    }
    var now = read(reading);
    known.put(key, new Fresh<>(now, clock.millis() + freshness.apply(now).toMillis()));
    return now;
  }

  /** Speech goes on without the database. */
  private static <T> Optional<T> read(Supplier<Uni<Optional<T>>> reading) {
    try {
      return VertxContextSupport.subscribeAndAwait(
          () -> reading.get().ifNoItem().after(PATIENCE).fail());
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      LOG.warnf("a pronunciation dictionary could not be read: %s", e.toString());
      return Optional.empty();
    }
  }
}
