package io.colloquy.conversation.speech;

import io.colloquy.conversation.language.LanguageTag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Speech recognition by PocketSphinx in this process: English, free vocabulary, offline.
 *
 * <p>Each conversation has a decoder of its own, about 90 MB of memory. Because loading one takes a
 * second, a few wait in reserve; one that was used is made ready for another speaker and waits too.
 * Keywords are ignored: the decoder knows only the words of its dictionary.
 */
public final class PocketSphinxRecognizer implements SpeechRecognizer {

  private static final Logger LOG = Logger.getLogger(PocketSphinxRecognizer.class);

  private static final String INSTALL =
      "Voice needs the Debian packages libpocketsphinx3 and pocketsphinx-en-us"
          + " (apt-get install libpocketsphinx3 pocketsphinx-en-us): ";

  private final PocketSphinxSettings settings;
  private final Optional<PocketSphinxLibrary> library;
  private final Optional<String> missing;

  private final Semaphore places;
  private final Deque<PocketSphinxDecoder> spares = new ArrayDeque<>();
  private final AtomicInteger handles = new AtomicInteger();
  private final ExecutorService reserve =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("pocketsphinx-reserve").factory());
  private boolean closed;

  /** Loads the library if it is there; if not, {@link #unavailability} says so. */
  public PocketSphinxRecognizer(PocketSphinxSettings settings) {
    this.settings = settings;
    this.places = new Semaphore(settings.most());
    Optional<Path> noModel = settings.models().stream().filter(p -> !Files.exists(p)).findFirst();
    Optional<PocketSphinxLibrary> loaded = Optional.empty();
    Optional<String> reason = noModel.map(path -> INSTALL + "there is no " + path);
    if (noModel.isEmpty()) {
      try {
        loaded = Optional.of(PocketSphinxLibrary.load(settings.library(), settings.baseLibrary()));
      } catch (IllegalArgumentException | IllegalStateException absent) {
        reason = Optional.of(INSTALL + absent.getMessage());
      }
    }
    this.library = loaded;
    this.missing = reason;
  }

  @Override
  public Optional<String> unavailability(String language) {
    if (missing.isPresent()) {
      return missing;
    }
    return LanguageTag.primary(language).equals(settings.language())
        ? Optional.empty()
        : Optional.of(
            "PocketSphinx has a model for \""
                + settings.language()
                + "\" only; speech in \""
                + language
                + "\" needs another colloquy.asr.provider");
  }

  @Override
  public Recognition open(Speaker speaker) {
    unavailability(speaker.language())
        .ifPresent(
            reason -> {
              throw new SpeechUnavailable(reason);
            });
    if (!places.tryAcquire()) {
      throw new SpeechUnavailable(
          "All " + settings.most() + " recognisers are in use (colloquy.asr.pocketsphinx.most)");
    }
    try {
      PocketSphinxDecoder decoder = spare().orElseGet(this::load);
      fillReserve();
      return new PocketSphinxRecognition(decoder, Channel.of(speaker.line()), this::takeBack);
    } catch (SpeechUnavailable failure) {
      places.release();
      throw failure;
    }
  }

  @Override
  public void warmUp() {
    if (missing.isEmpty()) {
      stockUp();
    }
  }

  @Override
  public void close() {
    reserve.shutdown();
    synchronized (spares) {
      closed = true;
      spares.forEach(PocketSphinxDecoder::close);
      spares.clear();
    }
  }

  /** Native handles that are not freed: in use, spare, and being loaded. */
  int handles() {
    return handles.get();
  }

  int spares() {
    synchronized (spares) {
      return spares.size();
    }
  }

  private Optional<PocketSphinxDecoder> spare() {
    synchronized (spares) {
      if (closed) {
        throw new SpeechUnavailable("This service is shutting down");
      }
      return Optional.ofNullable(spares.poll());
    }
  }

  private void takeBack(PocketSphinxDecoder decoder) {
    places.release();
    try {
      decoder.endUtterance();
      keep(decoder);
    } catch (SpeechUnavailable broken) {
      LOG.warn(broken.getMessage());
    }
  }

  private void keep(PocketSphinxDecoder decoder) {
    synchronized (spares) {
      if (!decoder.isClosed() && !closed && spares.size() < settings.spare()) {
        spares.add(decoder);
        return;
      }
    }
    decoder.close();
  }

  private PocketSphinxDecoder load() {
    handles.incrementAndGet();
    return new PocketSphinxDecoder(
        library.orElseThrow(), settings, () -> handles.decrementAndGet());
  }

  private void fillReserve() {
    try {
      reserve.execute(this::stockUp);
    } catch (RejectedExecutionException shuttingDown) {
      LOG.debug("No more spare recognisers: shutting down");
    }
  }

  private void stockUp() {
    try {
      while (wantsSpare()) {
        keep(load());
      }
    } catch (SpeechUnavailable failure) {
      LOG.warn(failure.getMessage());
    }
  }

  private boolean wantsSpare() {
    synchronized (spares) {
      int wanted = Math.min(settings.spare(), places.availablePermits());
      return !closed && spares.size() < wanted;
    }
  }
}
