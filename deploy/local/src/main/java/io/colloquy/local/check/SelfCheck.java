package io.colloquy.local.check;

import io.colloquy.local.process.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Holds two calls with the demo agent through the public interface, as any client would: a typed
 * one and a spoken one, in which the agent's own greeting is played back to it as the user's
 * speech. It shows that a caller will be answered, and it warms the way that the audio takes.
 */
public final class SelfCheck {

  /** One of the steps did not go as it should. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Service suspect;

    Failed(String step, String reason, Service suspect) {
      super(step + ": " + reason);
      this.suspect = suspect;
    }

    /** Whose log to look at first. */
    public Service suspect() {
      return suspect;
    }
  }

  /**
   * How long to wait for what.
   *
   * @param answer from what was said to each thing that must follow
   * @param quiet a greeting after which nothing sounds for this long is over
   */
  record Patience(Duration answer, Duration quiet) {}

  private static final Patience USUAL =
      new Patience(Duration.ofSeconds(20), Duration.ofMillis(600));
  private static final Duration SILENCE_AFTER_SPEECH = Duration.ofSeconds(2);
  private static final int LONGEST_GREETING_BYTES = 20_000 * Microphone.BYTES_PER_MS;
  private static final String QUESTION = "What are your opening hours?";
  private static final String FORMAT = "pcm_16000";

  private final Api api;
  private final Patience patience;
  private final List<String> conversations = new CopyOnWriteArrayList<>();

  public SelfCheck(Api api) {
    this(api, USUAL);
  }

  SelfCheck(Api api, Patience patience) {
    this.api = api;
    this.patience = patience;
  }

  /** The conversations that were held so far, to be removed from the history. */
  public List<String> conversations() {
    return List.copyOf(conversations);
  }

  /**
   * Asks a typed question.
   *
   * @throws Failed naming the step that did not go as it should
   */
  public void type(String agentId) throws Failed, InterruptedException {
    var textOnly = Map.of("conversation", Map.of("text_only", true));
    try (var call = open("typed call", agentId, textOnly)) {
      await(
          call,
          "typed call, greeting",
          patience.answer(),
          Service.CONVERSATION,
          h -> !h.answers().isEmpty());
      int before = call.heard().answers().size();
      call.type(QUESTION);
      await(
          call,
          "typed call, answer",
          patience.answer(),
          Service.LLM_CASCADE,
          h -> hasAnswer(h, before));
    }
  }

  /**
   * Speaks and is answered.
   *
   * @throws Failed naming the step that did not go as it should
   */
  public void speak(String agentId) throws Failed, InterruptedException {
    try (var call = open("spoken call", agentId, Map.of());
        var microphone = new Microphone(call::speak)) {
      requireFormats(call.heard());
      await(
          call,
          "spoken call, greeting",
          patience.answer(),
          Service.CONVERSATION,
          h -> !h.answers().isEmpty());
      await(
          call,
          "spoken call, sound of the greeting",
          patience.answer(),
          Service.TTS,
          h -> h.hasAudioAfter(-1));
      long soundBegan = System.nanoTime();
      awaitQuiet(call);
      answerBack(call, microphone, soundBegan);
    }
  }

  private void answerBack(Call call, Microphone microphone, long soundBegan)
      throws Failed, InterruptedException {
    var greeting = call.heard().audio();
    int turn = call.heard().lastAudioEvent();
    int before = call.heard().answers().size();
    long lasts = greeting.length / Microphone.BYTES_PER_MS;
    long heardFor = Duration.ofNanos(System.nanoTime() - soundBegan).toMillis();
    microphone.pause(Math.max(0, lasts - heardFor));
    microphone.say(greeting);
    microphone.pause(SILENCE_AFTER_SPEECH.toMillis());

    var untilHeard = Duration.ofMillis(2 * lasts).plus(patience.answer());
    await(
        call,
        "spoken call, recognition of the speech",
        untilHeard,
        Service.CONVERSATION,
        h -> h.transcripts().stream().anyMatch(t -> !t.isBlank()));
    await(
        call,
        "spoken call, answer",
        patience.answer(),
        Service.LLM_CASCADE,
        h -> hasAnswer(h, before));
    await(
        call,
        "spoken call, sound of the answer",
        patience.answer(),
        Service.TTS,
        h -> h.hasAudioAfter(turn));
  }

  private Call open(String step, String agentId, Map<String, ?> override)
      throws Failed, InterruptedException {
    try {
      var call = Call.open(api, agentId, override);
      await(
          call,
          step + ", opening",
          patience.answer(),
          Service.GATEWAY,
          h -> h.conversationId().isPresent());
      call.heard().conversationId().ifPresent(conversations::add);
      return call;
    } catch (CompletionException e) {
      throw new Failed(step + ", connection", e.getCause().toString(), Service.GATEWAY);
    }
  }

  private static boolean hasAnswer(Heard heard, int before) {
    return heard.answers().stream().skip(before).anyMatch(a -> !a.text().isBlank());
  }

  private static void requireFormats(Heard heard) throws Failed {
    if (!heard.agentFormat().equals(FORMAT) || !heard.userFormat().equals(FORMAT)) {
      throw new Failed(
          "spoken call, opening",
          "the demo agent must hear and speak " + FORMAT,
          Service.CONVERSATION);
    }
  }

  private void awaitQuiet(Call call) throws Failed, InterruptedException {
    boolean goesOn = true;
    while (goesOn && call.heard().audioLength() < LONGEST_GREETING_BYTES) {
      int length = call.heard().audioLength();
      goesOn =
          listen(call, "spoken call", patience.quiet(), Service.TTS, h -> h.audioLength() > length);
    }
  }

  private static void await(
      Call call, String step, Duration time, Service suspect, Predicate<Heard> enough)
      throws Failed, InterruptedException {
    if (!listen(call, step, time, suspect, enough)) {
      throw new Failed(step, "nothing within " + time.toSeconds() + " s", suspect);
    }
  }

  private static boolean listen(
      Call call, String step, Duration time, Service suspect, Predicate<Heard> enough)
      throws Failed, InterruptedException {
    try {
      return call.listen(time, enough);
    } catch (Call.Lost e) {
      throw new Failed(step, e.getMessage(), suspect);
    }
  }
}
