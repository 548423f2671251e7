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
  private record Step(int end, List<ToolCall> calls, List<ChatMessage> results) {
    Step behind(int place, int more) {
      return end > place ? new Step(end + more, calls, results) : this;
    }
  }

  final int eventId;
  final String responseId;
  final Occasion occasion;
  final PlayOut playOut = new PlayOut();

  private final VoiceMarkup markup;
  private final Wording wording = new Wording();
  private final PieceCutter cutter = new PieceCutter();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder unsaid = new StringBuilder();
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

  /** The agent is sorry that there is no more, in a sentence of its own. */
  void regret(String words) {
    var before = wording.toString() + unsaid;
    if (!before.isEmpty() && !Character.isWhitespace(before.charAt(before.length() - 1))) {
      boolean inMidSentence = Character.isLetterOrDigit(before.charAt(before.length() - 1));
      unsaid.append(inMidSentence ? "… " : " ");
    }
    unsaid.append(words);
    written = true;
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
    steps.add(new Step(wording.length() + unsaid.length(), calls(), results));
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
    wording.add(new VoiceMarkup.Run(Optional.empty(), more));
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
      wording.add(run);
      cutter.push(run.text()).forEach(piece -> pieces.add(new Piece(voice, piece)));
    }
    return pieces;
  }

  /**
   * Takes words that are not the model's and bridge a silence. What waits to become a piece is
   * heard after them.
   */
  Piece bridge(String words) {
    int place = wording.length() - cutter.pending();
    var bridge = wording.bridge(place, words);
    steps.replaceAll(step -> step.behind(place, bridge.length()));
    return new Piece(Optional.empty(), bridge, false);
  }

  /** Notes that a piece goes to the voice and returns its number. */
  int speak(Piece piece, long now) {
    firstPieceAt = playOut.isBegun() ? firstPieceAt : now;
    if (piece.ofModel() && attempts > 0) {
      metricsMs.putIfAbsent("convai_llm_service_ttf_sentence", (double) (now - askedAt));
    }
    return playOut.add(piece.text());
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
    return wording.toString().isBlank();
  }

  String text() {
    return wording.toString().strip();
  }

  /** What the listener knows of it by now: what was heard, or all of it where voice has failed. */
  String heard(long now) {
    return voiceless ? text() : playOut.heard(now);
  }

  /** All that is written, as the model is told of it while it goes on. */
  List<ChatMessage> messages() {
    return messages(wording.length());
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
      messages.add(ChatMessage.assistant(wording.marked(from, to).strip(), step.calls()));
      messages.addAll(step.results());
      from = to;
    }
    var rest = wording.marked(from, Math.max(from, limit)).strip();
    if (!rest.isEmpty()) {
      messages.add(ChatMessage.assistant(rest));
    }
    return messages;
  }

  /** All that was written beyond what was heard, with its mark-up. */
  String unheard(String heard) {
    return wording.marked(end(heard), wording.length()) + unsaid;
  }

  private int end(String heard) {
    var all = wording.toString();
    int before = all.length() - all.stripLeading().length();
    return Math.min(before + heard.length(), all.length());
  }

  /** What was heard, voice by voice; empty if it was one voice only. */
  List<SpokenTurn.Part> parts(String heard) {
    return wording.parts(end(heard), playOut);
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
