package io.colloquy.contracts.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code POST /internal/answers} of the llm-cascade-service: asks for one whole answer,
 * for work that no caller waits for, such as a simulation or an evaluation.
 *
 * <p>The service answers 200 with a {@link BackgroundAnswer}, or {@code {"detail": {"status",
 * "message"}}} with 422 (a bad request), 501 ({@code not_supported_by_model}: the builtin model
 * keeps to no schema), 502 (the provider failed; {@code answer_unfit}: the answer does not follow
 * the schema, nor did its correction), 503 (busy; see {@code Retry-After}) or 504 (not in time).
 * Who closes the connection cancels the answer.
 *
 * @param model an id from the model catalogue
 * @param temperature 0 to 2; 0 where the body has none
 * @param maxTokens -1, or nothing, for the model's own limit
 * @param tools what the model may ask for; nothing is done with its calls but to hand them back
 * @param answerSchema the answer's text is a JSON document that follows this JSON Schema, which
 *     refers to nothing outside of itself
 * @param timeoutMs milliseconds until 504, 1 to 300,000; the service's own limit where there is
 *     none
 * @param terms whose answer it is; those of {@link Terms#background} where there are none
 */
@JsonInclude(Include.NON_ABSENT)
public record BackgroundQuestion(
    String model,
    List<ChatMessage> messages,
    double temperature,
    int maxTokens,
    List<ToolSpec> tools,
    Optional<ObjectNode> answerSchema,
    Optional<Integer> timeoutMs,
    Terms terms) {

  public static final String PATH = "/internal/answers";

  public BackgroundQuestion {
    messages = messages == null ? List.of() : List.copyOf(messages);
    maxTokens = maxTokens == 0 ? -1 : maxTokens;
    tools = tools == null ? List.of() : List.copyOf(tools);
    answerSchema = answerSchema == null ? Optional.empty() : answerSchema;
    timeoutMs = timeoutMs == null ? Optional.empty() : timeoutMs;
    terms = terms == null ? Terms.background(Workspace.DEFAULT) : terms.inTheBackground();
  }

  /** A question of the only workspace. */
  public BackgroundQuestion(
      String model,
      List<ChatMessage> messages,
      double temperature,
      int maxTokens,
      List<ToolSpec> tools,
      Optional<ObjectNode> answerSchema,
      Optional<Integer> timeoutMs) {
    this(
        model,
        messages,
        temperature,
        maxTokens,
        tools,
        answerSchema,
        timeoutMs,
        Terms.background(Workspace.DEFAULT));
  }

  /** A question with nothing but messages, at temperature 0. */
  public static BackgroundQuestion of(String model, List<ChatMessage> messages) {
    return new BackgroundQuestion(
        model, messages, 0, -1, List.of(), Optional.empty(), Optional.empty());
  }

  public BackgroundQuestion withTools(List<ToolSpec> offered) {
    return new BackgroundQuestion(
        model, messages, temperature, maxTokens, offered, answerSchema, timeoutMs, terms);
  }

  /** The same question, to be answered by a JSON document that follows this JSON Schema. */
  public BackgroundQuestion withAnswerSchema(ObjectNode schema) {
    return new BackgroundQuestion(
        model, messages, temperature, maxTokens, tools, Optional.of(schema), timeoutMs, terms);
  }

  /** The same question, on these terms. */
  public BackgroundQuestion on(Terms others) {
    return new BackgroundQuestion(
        model, messages, temperature, maxTokens, tools, answerSchema, timeoutMs, others);
  }

  /** The same question, to be answered within so many milliseconds. */
  public BackgroundQuestion within(int milliseconds) {
    return new BackgroundQuestion(
        model,
        messages,
        temperature,
        maxTokens,
        tools,
        answerSchema,
        Optional.of(milliseconds),
        terms);
  }
}
