package io.colloquy.conversation.session;

import io.colloquy.contracts.event.TranscriptTurn.RagChunk;
import io.colloquy.contracts.event.TranscriptTurn.RagRetrieval;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.conversation.knowledge.Retrieval.Passage;
import io.colloquy.conversation.prompt.Knowledge;
import io.colloquy.conversation.turn.Effect;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks up what belongs to the user's last words before the model is asked, for a while and no
 * longer: an answer without it is better than silence. What was found for the same words a moment
 * ago is used again. All of it runs in the conversation's mailbox.
 */
final class LookUps {

  private static final Logger LOG = Logger.getLogger(LookUps.class);

  /** Who has just stopped speaking notices a longer pause. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  /** Answers whose look-up is remembered until their turn is told. */
  private static final int MOST_TOLD = 16;

  private final Surroundings surroundings;
  private final Executor mailbox;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final Map<String, RagRetrieval> told = new LinkedHashMap<>();
  private Optional<Found> last = Optional.empty();

  private record Found(Retrieval.Question question, List<Passage> passages) {}

  /** A request that waits for what is looked up. */
  private record Waiting(
      Retrieval.Question question,
      long since,
      Consumer<Optional<String>> then,
      Timers.Pending alarm) {}

  LookUps(Surroundings surroundings, Executor mailbox) {
    this.surroundings = surroundings;
    this.mailbox = mailbox;
  }

  /**
   * @param then asks the model, with what was found, if that is anything
   */
  void before(Effect.Generate generate, Knowledge knowledge, Consumer<Optional<String>> then) {
    var words = knowledge.lookedUp().isEmpty() ? "" : lastWords(generate.history());
    if (words.isEmpty()) {
      then.accept(Optional.empty());
      return;
    }
    var question = knowledge.question(words);
    var known = last.filter(found -> found.question().equals(question));
    if (known.isPresent()) {
      tell(generate.generationId(), question, known.get().passages(), 0);
      then.accept(block(known.get().passages()));
    } else {
      lookUp(generate.generationId(), question, then);
    }
  }

  private void lookUp(
      String generation, Retrieval.Question question, Consumer<Optional<String>> then) {
    var alarm =
        surroundings.timers().after(PATIENCE, () -> mailbox.execute(() -> giveUp(generation)));
    waiting.put(generation, new Waiting(question, now(), then, alarm));
    surroundings
        .retrieval()
        .passages(question)
        .subscribe()
        .with(
            passages -> mailbox.execute(() -> found(generation, question, passages)),
            failure -> {
              LOG.warnf("the knowledge base was not searched: %s", failure.toString());
              mailbox.execute(() -> giveUp(generation));
            });
  }

  private void found(String generation, Retrieval.Question question, List<Passage> passages) {
    last = Optional.of(new Found(question, passages));
    Optional.ofNullable(waiting.remove(generation))
        .ifPresent(
            request -> {
              request.alarm().cancel();
              long ms = now() - request.since();
              surroundings.metrics().lookedUp(true, Duration.ofMillis(ms));
              tell(generation, question, passages, ms);
              request.then().accept(block(passages));
            });
  }

  private void giveUp(String generation) {
    Optional.ofNullable(waiting.remove(generation))
        .ifPresent(
            request -> {
              request.alarm().cancel();
              surroundings.metrics().lookedUp(false, Duration.ofMillis(now() - request.since()));
              request.then().accept(Optional.empty());
            });
  }

  /** The answer is not wanted any more. */
  void cancel(String generation) {
    Optional.ofNullable(waiting.remove(generation)).ifPresent(request -> request.alarm().cancel());
  }

  /** What was looked up for the words of a turn. */
  Optional<RagRetrieval> of(Optional<String> generation) {
    return generation.flatMap(id -> Optional.ofNullable(told.remove(id)));
  }

  private void tell(
      String generation, Retrieval.Question question, List<Passage> passages, long ms) {
    told.put(
        generation,
        new RagRetrieval(
            passages.stream().map(LookUps::chunk).toList(),
            question.model(),
            question.text(),
            ms / 1000.0));
    if (told.size() > MOST_TOLD) {
      told.remove(told.keySet().iterator().next());
    }
  }

  private static RagChunk chunk(Passage passage) {
    return new RagChunk(
        passage.documentId(), passage.chunkId(), Math.max(0, passage.distance().orElse(0)));
  }

  private static Optional<String> block(List<Passage> passages) {
    return passages.isEmpty() ? Optional.empty() : Optional.of(Knowledge.found(passages));
  }

  /** What the user said last; a silence of theirs says nothing. */
  private static String lastWords(List<ChatMessage> history) {
    return history.reversed().stream()
        .filter(message -> message.role() == ChatMessage.Role.USER)
        .map(ChatMessage::content)
        .filter(content -> content.chars().anyMatch(Character::isLetterOrDigit))
        .findFirst()
        .orElse("");
  }

  private long now() {
    return surroundings.clock().millis();
  }
}
