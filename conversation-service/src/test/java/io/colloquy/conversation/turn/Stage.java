package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.contracts.speech.SpeechProgress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;

/** A turn machine in virtual time: alarms ring when the scene passes them, nothing ever sleeps. */
final class Stage implements InstantSource {

  private static final TurnPolicy.Patience PATIENCE = new TurnPolicy.Patience(8_000, 6_000);
  private static final TurnPolicy.UserSilence NEVER_ASK = new TurnPolicy.UserSilence(0, -1);
  private static final TurnPolicy.Interruption INTERRUPTIBLE =
      new TurnPolicy.Interruption(true, true, 200, 500);
  private static final TurnPolicy.ToolUse NO_TOOLS = TurnPolicy.ToolUse.PLAIN;
  private static final TurnPolicy.Filler NO_FILLER = TurnPolicy.Filler.NONE;
  private static final TurnPolicy.Regret REGRET =
      new TurnPolicy.Regret("Sorry, I have no answer.", "Sorry, no more.", "Sorry, goodbye.", 3);

  static final TurnPolicy VOICE = policy(Set.of(), INTERRUPTIBLE, NEVER_ASK, NO_TOOLS, NO_FILLER);
  static final TurnPolicy CHAT = other(true, false);
  static final TurnPolicy SPECULATIVE = other(false, true);
  static final TurnPolicy UNINTERRUPTIBLE =
      voice(new TurnPolicy.Interruption(false, false, 200, 500));

  static TurnPolicy voice(TurnPolicy.Interruption interruption) {
    return policy(Set.of(), interruption, NEVER_ASK, NO_TOOLS, NO_FILLER);
  }

  static TurnPolicy voices(String... labels) {
    return policy(Set.of(labels), INTERRUPTIBLE, NEVER_ASK, NO_TOOLS, NO_FILLER);
  }

  static TurnPolicy voice(TurnPolicy.UserSilence silence) {
    return policy(Set.of(), INTERRUPTIBLE, silence, NO_TOOLS, NO_FILLER);
  }

  static TurnPolicy voice(TurnPolicy.ToolUse tools) {
    return policy(Set.of(), INTERRUPTIBLE, NEVER_ASK, tools, NO_FILLER);
  }

  static TurnPolicy voice(TurnPolicy.Filler filler) {
    return policy(Set.of(), INTERRUPTIBLE, NEVER_ASK, NO_TOOLS, filler);
  }

  private static TurnPolicy policy(
      Set<String> voices,
      TurnPolicy.Interruption interruption,
      TurnPolicy.UserSilence silence,
      TurnPolicy.ToolUse tools,
      TurnPolicy.Filler filler) {
    return new TurnPolicy(
        false,
        "en",
        voices,
        interruption,
        PATIENCE,
        silence,
        600_000,
        false,
        tools,
        filler,
        REGRET);
  }

  private static TurnPolicy other(boolean textOnly, boolean speculative) {
    return new TurnPolicy(
        textOnly,
        "en",
        Set.of(),
        INTERRUPTIBLE,
        PATIENCE,
        NEVER_ASK,
        600_000,
        speculative,
        NO_TOOLS,
        NO_FILLER,
        REGRET);
  }

  /** One character sounds this long. */
  static final int MS_PER_CHAR = 10;

  private final TurnMachine machine;
  private final Map<Alarm, Long> alarms = new EnumMap<>(Alarm.class);
  private final List<Effect> effects = new ArrayList<>();
  private long now = 1_000_000;

  Stage(TurnPolicy policy) {
    this(policy, TurnMemory.blank());
  }

  Stage(TurnPolicy policy, TurnMemory memory) {
    machine = new TurnMachine(policy, this, memory);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  Stage on(Event event) {
    for (var effect : machine.on(event)) {
      effects.add(effect);
      switch (effect) {
        case Effect.Arm(Alarm alarm, long delayMs) -> alarms.put(alarm, now + delayMs);
        case Effect.Disarm(Alarm alarm) -> alarms.remove(alarm);
        default -> {}
      }
    }
    return this;
  }

  /** Lets time pass; what was armed rings when its time comes. */
  Stage pass(long millis) {
    long until = now + millis;
    while (true) {
      var next = alarms.entrySet().stream().min(Comparator.comparing(Map.Entry::getValue));
      if (next.isEmpty() || next.get().getValue() > until) {
        break;
      }
      now = Math.max(now, next.get().getValue());
      alarms.remove(next.get().getKey());
      on(new Event.Rang(next.get().getKey()));
    }
    now = until;
    return this;
  }

  // The user

  Stage userSays(String text) {
    return on(new Event.UserBegan())
        .on(new Event.UserSpeaking(150))
        .on(new Event.UserUtterance(text, 150, 12.5));
  }

  /** A sound of speech in which no word is recognised yet. */
  Stage userTalksFor(int speechMs) {
    on(new Event.UserBegan());
    for (int ms = 32; ms <= speechMs; ms += 32) {
      pass(32).on(new Event.UserSpeaking(ms));
    }
    return this;
  }

  /** The first words of an utterance that goes on. */
  Stage userBeginsToSay(String words) {
    return userTalksFor(224).on(new Event.UserPartial(words));
  }

  Stage userEnds(String words) {
    return on(new Event.UserUtterance(words, 300, 5));
  }

  // The model

  Stage modelSays(String text) {
    return on(new Event.AnswerText(generation(), text));
  }

  Stage modelFinishes() {
    return on(new Event.AnswerFinished(generation()));
  }

  Stage modelCalls(ToolCall call) {
    return on(new Event.AnswerCalls(generation(), call)).modelFinishes();
  }

  Stage modelFails() {
    return on(new Event.AnswerFailed(generation(), "llm_error", "refused"));
  }

  String generation() {
    return all(Effect.Generate.class).toList().getLast().generationId();
  }

  // The voice

  /** Sends the audio of every piece that was asked for and not spoken yet. */
  Stage voiceSpeaks() {
    var pieces = all(Effect.Speak.class).toList();
    for (; spoken < pieces.size(); spoken++) {
      var piece = pieces.get(spoken);
      on(new Event.Voiced(chunk(piece)));
      on(new Event.Voiced(new SpeechProgress.Finished("conv", piece.eventId(), piece.piece())));
    }
    return this;
  }

  private int spoken;

  private static SpeechProgress.Chunk chunk(Effect.Speak piece) {
    List<String> chars = piece.text().chars().mapToObj(Character::toString).toList();
    List<Integer> starts = Stream.iterate(0, at -> at + MS_PER_CHAR).limit(chars.size()).toList();
    List<Integer> durations = chars.stream().map(c -> MS_PER_CHAR).toList();
    return new SpeechProgress.Chunk(
        "conv",
        piece.eventId(),
        piece.piece(),
        chars.size() * MS_PER_CHAR,
        new Alignment(chars, starts, durations));
  }

  // What came of it

  TurnState state() {
    return machine.state();
  }

  TurnMemory memory() {
    return machine.memory();
  }

  <T extends Effect> Stream<T> all(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast);
  }

  <T extends EdgeOutput> List<T> told(Class<T> type) {
    return all(Effect.Tell.class)
        .map(Effect.Tell::output)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  <T extends EdgeOutput> T lastTold(Class<T> type) {
    var told = told(type);
    if (told.isEmpty()) {
      throw new NoSuchElementException("no " + type.getSimpleName() + " in " + effects);
    }
    return told.getLast();
  }

  /** All that was handed to the voice, piece by piece. */
  List<String> spoken() {
    return all(Effect.Speak.class).map(Effect.Speak::text).toList();
  }

  /** All that was wanted so far, in order. */
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** The text of the last piece that was to be spoken. */
  String lastSpoken() {
    return all(Effect.Speak.class).toList().getLast().text();
  }

  List<SpokenTurn> published() {
    return all(Effect.Publish.class).map(Effect.Publish::turn).toList();
  }

  /** The kinds of what the client was told, in order. */
  List<String> toldInOrder() {
    return all(Effect.Tell.class).map(tell -> tell.output().getClass().getSimpleName()).toList();
  }

  Stage forgetTheStory() {
    effects.clear();
    spoken = 0;
    return this;
  }
}
