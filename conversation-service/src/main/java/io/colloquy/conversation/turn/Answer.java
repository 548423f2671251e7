package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One answer of the agent on its way: what the model has written, what of it was handed over to be
 * said, and how far that was heard.
 */
final class Answer {

  /** Why the agent speaks. */
  enum Occasion {
    FIRST_MESSAGE,
    REPLY,
    /** The user has been silent. */
    SILENCE,
    /** A noise had cut the agent short. */
    RESUMPTION
  }

  private static final int ATTEMPTS = 2;
  private static final int MOST_STEPS = 10;

  /**
   * The model used tools.
   *
   * @param end how much of the text was written before
   */
  private record Step(int end, List<ToolCall> calls, List<ChatMessage> results) {}

  final int eventId;
  final String responseId;
  final Occasion occasion;
  final PlayOut playOut = new PlayOut();

  private final VoiceMarkup markup;
  private final List<VoiceMarkup.Run> runs = new ArrayList<>();
  private final PieceCutter cutter = new PieceCutter();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder unsaid = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Double> metricsMs = new HashMap<>();
  private final long beganAt;
  private Optional<String> generationId = Optional.empty();
  private final List<String> generations = new ArrayList<>();
  private boolean written;
  private boolean generated;
  private boolean complete;
  private int attempts;
  private long askedAt;
  private long firstPieceAt;
  private Optional<String> voice = Optional.empty();
  private boolean announced;
  private boolean voiceless;
  private boolean usingTools;
  private boolean guarded;
  private Afterwards afterwards = new Afterwards.Listen();

  /**
   * @param voices the labels of the voices that the model may change to
   */
  Answer(int eventId, String responseId, Occasion occasion, Set<String> voices, long now) {
    this.eventId = eventId;
    this.responseId = responseId;
    this.occasion = occasion;
    this.markup = new VoiceMarkup(voices);
    this.beganAt = now;
  }

  // The model

  void ask(String generation, long now) {
    generationId = Optional.of(generation);
    generations.add(generation);
    generated = false;
    attempts++;
    askedAt = now;
  }

  boolean isOf(String generation) {
    return generationId.equals(Optional.of(generation));
  }

  /** All that were asked for it; its words are of the last. None if no model wrote them. */
  List<String> generations() {
    return List.copyOf(generations);
  }

  /** The generation that is under way. */
  Optional<String> generation() {
    return generationId;
  }

  /** The model wrote more. */
  void receive(String more, long now) {
    if (!written && attempts > 0) {
      metricsMs.put("convai_llm_service_ttfb", (double) (now - askedAt));
    }
    written |= !more.isBlank();
    unsaid.append(more);
  }

  /** The model wants a tool to be used. */
  void call(ToolCall call) {
    calls.add(call);
  }

  /** The calls whose results the model does not have yet. */
  List<ToolCall> calls() {
    return List.copyOf(calls);
  }

  /** This generation has ended; without calls the answer is complete. */
  void generated() {
    generated = true;
  }

  /** True while the model waits for results. */
  boolean awaitsTools() {
    return generated && !calls.isEmpty() && !complete;
  }

  /**
   * Its tools are in use from now on.
   *
   * @param undisturbed whether the user may not interrupt meanwhile
   */
  void usesTools(boolean undisturbed) {
    usingTools = true;
    guarded = undisturbed;
  }

  boolean isUsingTools() {
    return usingTools;
  }

  /** True while nothing that the user says takes the floor. */
  boolean isGuarded() {
    return guarded;
  }

  /** The model is told of these results and goes on. */
  void answered(List<ChatMessage> results) {
    usingTools = false;
    guarded = false;
    steps.add(new Step(text.length() + unsaid.length(), calls(), results));
    calls.clear();
    attempts = 0;
  }

  /** True when the model has used tools so often that it will never come to an end. */
  boolean isGoingInCircles() {
    return steps.size() >= MOST_STEPS;
  }

  /** The model has given its last word. */
  void complete() {
    generationId = Optional.empty();
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  /** True once the model has written a word. */
  boolean isWritten() {
    return written;
  }

  boolean isFirstAttempt() {
    return attempts == 1;
  }

  boolean mayAskAgain() {
    return !written && attempts < ATTEMPTS && occasion != Occasion.SILENCE;
  }

  void then(Afterwards other) {
    afterwards = other;
  }

  Afterwards afterwards() {
    return afterwards;
  }

  // What is said of it

  /** What was written and not handed over yet. */
  String takeUnsaid() {
    var taken = unsaid.toString();
    unsaid.setLength(0);
    return taken;
  }

  /** Takes more text that is to be read. */
  void write(String more) {
    text.append(more);
    runs.add(new VoiceMarkup.Run(Optional.empty(), more));
  }

  /** Takes more text that is to be heard and returns the pieces that can be spoken now. */
  List<Piece> append(String more) {
    return pieces(markup.push(more));
  }

  /** The pieces that are left, though more text may come. */
  List<Piece> flush() {
    return cutter.flush().map(rest -> new Piece(voice, rest)).stream().toList();
  }

  /** The pieces that are left when the text is over. */
  List<Piece> lastPieces() {
    var pieces = new ArrayList<>(pieces(markup.finish()));
    cutter.finish().ifPresent(rest -> pieces.add(new Piece(voice, rest)));
    return pieces;
  }

  private List<Piece> pieces(List<VoiceMarkup.Run> more) {
    List<Piece> pieces = new ArrayList<>();
    for (var run : more) {
      if (!run.label().equals(voice)) {
        pieces.addAll(flush());
        voice = run.label();
      }
      runs.add(run);
      text.append(run.text());
      cutter.push(run.text()).forEach(piece -> pieces.add(new Piece(voice, piece)));
    }
    return pieces;
  }

  /** Notes that a piece goes to the voice and returns its number. */
  int speak(String piece, long now) {
    if (firstPieceAt == 0) {
      firstPieceAt = now;
      if (attempts > 0) {
        metricsMs.put("convai_llm_service_ttf_sentence", (double) (now - askedAt));
      }
    }
    return playOut.add(piece);
  }

  void firstAudio(long now) {
    metricsMs.put("convai_tts_service_ttfb", (double) (now - firstPieceAt));
  }

  /** Nothing more of it will be spoken; what was sent still sounds to its end. */
  void loseVoice() {
    voiceless = true;
  }

  boolean isVoiceless() {
    return voiceless;
  }

  /** True while there is sound to come that has not been sent yet. */
  boolean awaitsAudio() {
    return !voiceless && playOut.awaitsAudio();
  }

  boolean isEmpty() {
    return text.toString().isBlank();
  }

  String text() {
    return text.toString().strip();
  }

  /** What the listener knows of it by now: what was heard, or all of it where voice has failed. */
  String heard(long now) {
    return voiceless ? text() : playOut.heard(now);
  }

  /** All that is written, as the model is told of it while it goes on. */
  List<ChatMessage> messages() {
    return messages(text.length());
  }

  /** What was heard, with the mark-up of its voices and the tools, as the model wrote it. */
  List<ChatMessage> messages(String heard) {
    return messages(end(heard));
  }

  /** What tools were used for it so far, and what came of that; it is so whatever is heard. */
  List<ChatMessage> toolMessages() {
    return steps.isEmpty() ? List.of() : messages(0);
  }

  private List<ChatMessage> messages(int limit) {
    List<ChatMessage> messages = new ArrayList<>();
    int from = 0;
    for (var step : steps) {
      int to = Math.clamp(step.end(), from, Math.max(from, limit));
      messages.add(ChatMessage.assistant(marked(from, to).strip(), step.calls()));
      messages.addAll(step.results());
      from = to;
    }
    var rest = marked(from, Math.max(from, limit)).strip();
    if (!rest.isEmpty()) {
      messages.add(ChatMessage.assistant(rest));
    }
    return messages;
  }

  /** All that was written beyond what was heard, with its mark-up. */
  String unheard(String heard) {
    return marked(end(heard), text.length()) + unsaid;
  }

  private int end(String heard) {
    int before = text.length() - text.toString().stripLeading().length();
    return Math.min(before + heard.length(), text.length());
  }

  private String marked(int from, int to) {
    var marked = new StringBuilder();
    for (var run : within(from, to)) {
      marked.append(
          run.label()
              .map(label -> "<" + label + ">" + run.text() + "</" + label + ">")
              .orElse(run.text()));
    }
    return marked.toString();
  }

  /** What was heard, voice by voice; empty if it was one voice only. */
  List<SpokenTurn.Part> parts(String heard) {
    if (runs.stream().allMatch(run -> run.label().isEmpty())) {
      return List.of();
    }
    List<SpokenTurn.Part> parts = new ArrayList<>();
    int at = 0;
    for (var run : within(0, end(heard))) {
      parts.add(new SpokenTurn.Part(run.label(), run.text(), playOut.startsAt(at)));
      at += run.text().length();
    }
    return parts;
  }

  /** The runs between two places of the text; neighbours of one voice are one. */
  private List<VoiceMarkup.Run> within(int from, int to) {
    List<VoiceMarkup.Run> within = new ArrayList<>();
    int at = 0;
    for (var run : runs) {
      int start = Math.clamp(from - at, 0, run.text().length());
      int end = Math.clamp(to - at, start, run.text().length());
      var part = run.text().substring(start, end);
      boolean goesOn = !within.isEmpty() && within.getLast().label().equals(run.label());
      if (!part.isEmpty()) {
        var before = goesOn ? within.removeLast().text() : "";
        within.add(new VoiceMarkup.Run(run.label(), before + part));
      }
      at += run.text().length();
    }
    return within;
  }

  long beganAt() {
    return playOut.hasAudio() ? (long) playOut.startsAt() : beganAt;
  }

  Map<String, Double> metricsMs() {
    return metricsMs;
  }

  /** True the first time only: its whole text is told once. */
  boolean announce() {
    boolean firstTime = !announced;
    announced = true;
    return firstTime;
  }
}
