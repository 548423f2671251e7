package io.colloquy.llm.builtin;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A demo model that needs no key and no network. It is no language model: it answers with sentences
 * of its prompt (see {@link Responder}), word by word as a real one streams, and uses tools where a
 * caller names them (see {@link ToolGrammar}). Tokens are counted as words; the temperature has no
 * effect.
 */
public final class BuiltinModel implements LanguageModel {

  private static final Logger LOG = Logger.getLogger(BuiltinModel.class);

  /** A word with the space after it, so that the pieces joined are the text. */
  private static final Pattern WORD = Pattern.compile("\\S+\\s*");

  private static final String BLIND = "I am sorry, I cannot look at files.";

  private final Responder responder;
  private final Duration tokenDelay;

  /**
   * @param tokenDelay pause before every word, for demonstrations; zero for none
   */
  public BuiltinModel(Embedder embedder, Duration tokenDelay) {
    this.responder = new Responder(embedder);
    this.tokenDelay = tokenDelay;
  }

  @Override
  public String provider() {
    return Models.BUILTIN;
  }

  /** It would have to make the answer up. */
  @Override
  public boolean keepsToSchemas() {
    return false;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var gate = new AnswerGate(listener);
    var cancelled = new CountDownLatch(1);
    var _ = Thread.ofVirtual().name("builtin").start(() -> run(question, gate, cancelled));
    return () -> {
      gate.close();
      cancelled.countDown();
    };
  }

  private void run(Question question, AnswerGate gate, CountDownLatch cancelled) {
    try {
      stream(question, gate, cancelled);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gate.failed(ModelFailure.error("the builtin model was interrupted"));
    } catch (RuntimeException e) {
      LOG.error("the builtin model failed", e);
      gate.failed(ModelFailure.error("the builtin model failed: " + e.getClass().getSimpleName()));
    }
  }

  private void stream(Question question, AnswerGate gate, CountDownLatch cancelled)
      throws InterruptedException {
    var step = step(question);
    var words = words(step.text());
    int most = question.maxTokens() < 0 ? words.size() : question.maxTokens();
    int said = 0;
    for (var word : words.subList(0, Math.min(most, words.size()))) {
      if (!tokenDelay.isZero()) {
        var _ = cancelled.await(tokenDelay.toNanos(), TimeUnit.NANOSECONDS);
      }
      if (!gate.isOpen()) {
        return;
      }
      gate.text(word);
      said++;
    }
    step.call().ifPresent(gate::call);
    int read = question.messages().stream().mapToInt(m -> words(m.content()).size()).sum();
    gate.finished(new Usage(Models.BUILTIN, read, said));
  }

  private ToolGrammar.Step step(Question question) {
    return ToolGrammar.next(question.messages(), question.tools())
        .orElseGet(() -> new ToolGrammar.Step(said(question.messages()), Optional.empty()));
  }

  private String said(List<ChatMessage> messages) {
    boolean showsFiles = !messages.isEmpty() && !messages.getLast().files().isEmpty();
    if (!showsFiles) {
      return responder.respond(messages);
    }
    boolean isAll = messages.getLast().content().isBlank();
    return isAll ? BLIND : BLIND + " " + responder.respond(messages);
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }
}
