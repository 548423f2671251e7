package io.colloquy.llm.hosted;

import io.colloquy.llm.files.Accepted;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Question;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** How a hosted model is asked, and how its stream of events is understood. */
public interface Protocol {

  /** What the provider is called in metrics and logs. */
  String provider();

  /** An http or https address. */
  String baseUrl();

  /** What must never be shown. */
  Optional<String> apiKey();

  /** All that must never be shown. */
  default List<String> secrets() {
    return apiKey().stream().toList();
  }

  /** Which files the model that answers this question is shown. */
  Accepted accepted(Question question);

  /**
   * @param question whose files are enclosed, if they were accepted
   */
  HttpRequest request(Question question);

  /** Understands the answer to one question. */
  Reading reading(Question question, AnswerListener listener);
}
