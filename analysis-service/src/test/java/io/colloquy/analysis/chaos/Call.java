package io.colloquy.analysis.chaos;

import io.colloquy.analysis.Samples;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.TranscriptTurn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A call, by what was said in it. */
record Call(String id, int number, List<String> words) {

  private static final List<String> VOCABULARY =
      List.of(
          "Grüße", "👋", "\"yes\"", "o'clock", "\\u0041", "seven", "是", "<b>", "%s", "\t", "1e9");

  private static final int RETRY_MS = 200;

  /** On threads of their own: without a broker a sender blocks for a while. */
  static Executor after(int ms) {
    return CompletableFuture.delayedExecutor(
        ms, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));
  }

  static Call random(int number, Random random) {
    List<String> words = new ArrayList<>();
    int turns = 1 + random.nextInt(8);
    for (int index = 0; index < turns; index++) {
      var said =
          random
              .ints(1 + random.nextInt(20), 0, VOCABULARY.size())
              .mapToObj(VOCABULARY::get)
              .collect(Collectors.joining(" "));
      words.add("Turn " + index + " of call " + number + ": " + said + ".");
    }
    return new Call(Ids.conversation(), number, List.copyOf(words));
  }

  /** What the model that judges it says of it. */
  String summary() {
    return "About call " + number + ".";
  }

  static TranscriptTurn.Role role(int index) {
    return index % 2 == 0 ? TranscriptTurn.Role.AGENT : TranscriptTurn.Role.USER;
  }

  /** As the conversation-service does: each event is sent again until the broker has it. */
  CompletableFuture<Void> publish(Sender sender) {
    List<CompletableFuture<Void>> kept = new ArrayList<>();
    kept.add(publish(sender, Samples.started(id)));
    for (int index = 0; index < words.size(); index++) {
      kept.add(untilKept(sender, Topics.TRANSCRIPTS, turn(index).event(Instant.now()).encode()));
    }
    var end =
        new Ended(
            id,
            Samples.AGENT,
            Samples.START,
            Samples.START + 60,
            words.size(),
            "The user hung up.",
            Optional.empty());
    kept.add(publish(sender, end));
    return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> publish(Sender sender, ConversationEvent event) {
    return untilKept(sender, Topics.CONVERSATIONS, event.event(Instant.now()).encode());
  }

  private TranscriptTurn turn(int index) {
    return new TranscriptTurn(
        id,
        Samples.AGENT,
        index,
        role(index),
        words.get(index),
        3 * index,
        false,
        Optional.empty(),
        Optional.of("audio"),
        Map.of(),
        List.of());
  }

  private CompletableFuture<Void> untilKept(Sender sender, String topic, Packet packet) {
    return sender
        .send(topic, id, packet)
        .exceptionallyComposeAsync(_ -> untilKept(sender, topic, packet), after(RETRY_MS))
        .toCompletableFuture();
  }
}
