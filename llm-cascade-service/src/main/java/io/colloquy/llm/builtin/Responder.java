package io.colloquy.llm.builtin;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ChatMessage.Role;
import java.util.List;
import java.util.Optional;

/**
 * What the builtin model says next in a conversation: small talk by pattern, everything else by
 * retrieval from the prompt's knowledge. The same conversation always gets the same answer, and
 * nothing is said that does not stand in the prompt.
 */
public final class Responder {

  private static final int SHORT_FOLLOW_UP = 5;
  private static final String NOT_UNDERSTOOD =
      "Sorry, I didn't catch that. Could you say it again?";

  private final Retrieval retrieval;
  private final Topics topics;

  public Responder(Embedder embedder) {
    this.retrieval = new Retrieval(embedder);
    this.topics = new Topics(embedder);
  }

  /** The next words of the assistant; never blank. */
  public String respond(List<ChatMessage> conversation) {
    var prompt = PromptReader.read(said(conversation, Role.SYSTEM));
    var turns = conversation.stream().filter(Responder::isSaid).toList();
    if (turns.isEmpty()) {
      return greeting(prompt);
    }
    var last = turns.getLast();
    var words = Words.normalised(last.content());
    if (last.role() == Role.ASSISTANT || (words.isEmpty() && !last.content().isBlank())) {
      return stillThere(turns);
    }
    if (words.isEmpty()) {
      return NOT_UNDERSTOOD;
    }
    var point = withoutName(words, prompt);
    return SmallTalk.in(point)
        .map(talk -> smallTalk(talk, prompt, turns))
        .orElseGet(() -> fromKnowledge(SmallTalk.withoutFillers(point), prompt, turns));
  }

  /** Calls of tools without a word, and their results, are not heard by the caller. */
  private static boolean isSaid(ChatMessage message) {
    return switch (message.role()) {
      case USER -> true;
      case ASSISTANT -> message.toolCalls().isEmpty() || !message.content().isBlank();
      case SYSTEM, TOOL -> false;
    };
  }

  private String smallTalk(SmallTalk talk, SystemPrompt prompt, List<ChatMessage> turns) {
    return switch (talk) {
      case GREETING -> hasSpoken(turns) ? "Hello! How can I help you?" : greeting(prompt);
      case HOW_ARE_YOU -> "I'm doing well, thank you. What can I do for you?";
      case IDENTITY -> introduction(prompt) + " How can I help you?";
      case NATURE ->
          "I'm an automated assistant, not a person. " + offer(prompt, "You can ask me about ");
      case ABILITIES -> offer(prompt, "I can tell you about ");
      case REPEAT ->
          lastAnswer(turns).orElse("I haven't said anything yet. What would you like to know?");
      case THANKS -> "You're welcome. Is there anything else you would like to know?";
      case GOODBYE -> "Thank you for calling. Goodbye!";
      case YES -> "Good. What would you like to know?";
      case NO -> "Alright. If anything else comes to mind, just ask.";
    };
  }

  private String fromKnowledge(String point, SystemPrompt prompt, List<ChatMessage> turns) {
    if (point.isEmpty()) {
      return NOT_UNDERSTOOD;
    }
    return find(UsualQuestions.plainly(point), prompt, turns)
        .map(
            found -> {
              var answer = String.join(" ", found.replies());
              if (saidBefore(answer, turns)) {
                return "As I said: " + answer;
              }
              return found.sure() ? answer : "I'm not quite sure I understood. " + answer;
            })
        .orElseGet(() -> doesNotKnow(point, prompt));
  }

  /** A short question that finds nothing by itself is taken as going on about the last one. */
  private Optional<Retrieval.Found> find(
      String point, SystemPrompt prompt, List<ChatMessage> turns) {
    var alone = retrieval.find(point, prompt);
    if (Words.of(point).size() > SHORT_FOLLOW_UP
        || alone.filter(Retrieval.Found::sure).isPresent()) {
      return alone;
    }
    var questions = turns.stream().filter(m -> m.role() == Role.USER).toList();
    if (questions.size() < 2) {
      return alone;
    }
    var before =
        SmallTalk.withoutFillers(Words.normalised(questions.get(questions.size() - 2).content()));
    if (before.isEmpty() || SmallTalk.in(before).isPresent()) {
      return alone;
    }
    return alone.or(() -> retrieval.find(before + " " + point, prompt));
  }

  private String doesNotKnow(String point, SystemPrompt prompt) {
    if (Tongue.isForeign(point)) {
      return "I'm sorry, I only speak English. "
          + offer(prompt, "In English you can ask me about ");
    }
    return "I'm sorry, I don't know that. " + offer(prompt, "I can tell you about ");
  }

  private String greeting(SystemPrompt prompt) {
    return prompt
        .introduction()
        .map(self -> "Hello! " + self + " How can I help you?")
        .orElse("Hello! How can I help you?");
  }

  private static String introduction(SystemPrompt prompt) {
    return prompt.introduction().orElse("I'm an automated assistant.");
  }

  private String offer(SystemPrompt prompt, String opening) {
    var names = List.copyOf(topics.of(prompt.knowledge()));
    if (!names.isEmpty()) {
      return opening + listed(names) + ".";
    }
    return prompt.knowledge().isEmpty()
        ? "I have not been given anything to answer from."
        : "Please ask me something else.";
  }

  private static String listed(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String stillThere(List<ChatMessage> turns) {
    return lastAnswer(turns).filter(a -> a.startsWith("Are you still there")).isPresent()
        ? "I'm still here if you need anything."
        : "Are you still there?";
  }

  private static boolean hasSpoken(List<ChatMessage> turns) {
    return turns.stream().anyMatch(m -> m.role() == Role.ASSISTANT);
  }

  private static boolean saidBefore(String answer, List<ChatMessage> turns) {
    return turns.stream().anyMatch(m -> m.role() == Role.ASSISTANT && m.content().contains(answer));
  }

  private static Optional<String> lastAnswer(List<ChatMessage> turns) {
    return turns.reversed().stream()
        .filter(m -> m.role() == Role.ASSISTANT)
        .map(ChatMessage::content)
        .findFirst();
  }

  private static String withoutName(String words, SystemPrompt prompt) {
    return prompt
        .name()
        .map(Words::normalised)
        .map(name -> words.replaceAll("\\b" + name + "\\b", "").replaceAll(" +", " ").strip())
        .filter(rest -> !rest.isEmpty())
        .orElse(words);
  }

  private static List<String> said(List<ChatMessage> conversation, Role role) {
    return conversation.stream().filter(m -> m.role() == role).map(ChatMessage::content).toList();
  }
}
