package io.colloquy.benchmarks;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.event.CloudEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.event.TranscriptTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The public events of calls, as the conversation-service publishes them. */
final class Conversations implements AutoCloseable {

  static final int TURNS = 20;

  private static final String AGENT = "agent_benchmark";
  private static final String WORDS =
      "We are open from nine to five, and on Saturdays until noon. ";
  private static final int CALL_SECONDS = 120;

  private final Sender sender;

  Conversations(String kafka) {
    sender = Sender.durable(kafka, Duration.ofMillis(5));
  }

  static List<String> ids(int number) {
    return Stream.generate(Ids::conversation).limit(number).toList();
  }

  /** The beginning of each and its turns; returns when the broker has them. */
  void begin(List<String> ids) {
    all(
        ids.stream()
            .flatMap(
                id ->
                    Stream.concat(
                        Stream.of(start(id)),
                        IntStream.range(0, TURNS).mapToObj(index -> turn(id, index)))));
  }

  /** Their ends, at once. */
  void end(List<String> ids) {
    all(ids.stream().map(this::end));
  }

  private static void all(Stream<CompletableFuture<Void>> sent) {
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  private CompletableFuture<Void> start(String id) {
    var nothing = Json.MAPPER.createObjectNode();
    var started =
        new Started(
            id,
            AGENT,
            "Benchmark",
            startedAt(),
            "public",
            Optional.empty(),
            Optional.empty(),
            "en",
            false,
            new Initiation(nothing, nothing, nothing, Optional.empty()));
    return send(Topics.CONVERSATIONS, id, started.event(Instant.now()));
  }

  private static long startedAt() {
    return Instant.now().getEpochSecond() - CALL_SECONDS;
  }

  private CompletableFuture<Void> turn(String id, int index) {
    var turn =
        new TranscriptTurn(
            id,
            AGENT,
            index,
            index % 2 == 0 ? TranscriptTurn.Role.AGENT : TranscriptTurn.Role.USER,
            index + ": " + WORDS.repeat(2),
            CALL_SECONDS * index / TURNS,
            false,
            Optional.empty(),
            Optional.of("audio"),
            Map.of(),
            List.of());
    return send(Topics.TRANSCRIPTS, id, turn.event(Instant.now()));
  }

  private CompletableFuture<Void> end(String id) {
    var end =
        new Ended(
            id,
            AGENT,
            startedAt(),
            startedAt() + CALL_SECONDS,
            TURNS,
            "The user hung up.",
            Optional.empty());
    return send(Topics.CONVERSATIONS, id, end.event(Instant.now()));
  }

  private CompletableFuture<Void> send(String topic, String id, CloudEvent<?> event) {
    return sender.send(topic, id, event.encode()).toCompletableFuture();
  }

  @Override
  public void close() {
    sender.close();
  }
}
