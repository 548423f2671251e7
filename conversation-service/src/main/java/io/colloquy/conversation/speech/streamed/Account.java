package io.colloquy.conversation.speech.streamed;

import io.colloquy.conversation.speech.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service has said of one utterance. Filled by the connection's thread, read by others. */
final class Account {

  private final List<Said.Settled> settled = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private String interim = "";
  private Optional<String> language = Optional.empty();
  private Instant lastSign;
  private boolean asked;
  private boolean answered;

  Account(Instant begun) {
    this.lastSign = begun;
  }

  synchronized void add(Said said, Instant now) {
    lastSign = now;
    switch (said) {
      case Said.Interim(String text) -> interim = text.strip();
      case Said.Settled words -> {
        settled.add(words);
        interim = "";
        answered = asked;
      }
      case Said.Spoken(String tag) -> language = Optional.of(tag);
      case Said.Complete complete -> {
        if (asked) {
          end.complete(null);
        }
      }
      case Said.Refused refused -> {}
    }
  }

  /** The service has been asked for the last words. */
  synchronized void ask() {
    asked = true;
  }

  synchronized String words() {
    return Stream.concat(settled.stream().map(Said.Settled::text), Stream.of(interim))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  synchronized Instant lastSign() {
    return lastSign;
  }

  /**
   * Whether nothing that matters can be missing, though the service has not said that it is
   * through: it has settled the sound up to a moment before its end or, if it does not say up to
   * where, has settled something since it was asked to.
   *
   * @param until seconds of sound that must be settled
   */
  synchronized boolean coversUntil(double until) {
    if (settled.isEmpty() || !interim.isEmpty()) {
      return false;
    }
    OptionalDouble reached = settled.getLast().until();
    return reached.isPresent() ? reached.getAsDouble() >= until : answered;
  }

  /** Done when the utterance is complete; failed with the reason when the service is gone. */
  CompletableFuture<Void> end() {
    return end;
  }

  synchronized Facts facts(boolean punctuated) {
    List<Double> known =
        settled.stream()
            .filter(s -> !s.text().isBlank() && s.confidence().isPresent())
            .map(s -> s.confidence().getAsDouble())
            .toList();
    OptionalDouble confidence = known.stream().mapToDouble(Double::doubleValue).average();
    return new Facts(language, confidence, punctuated);
  }
}
