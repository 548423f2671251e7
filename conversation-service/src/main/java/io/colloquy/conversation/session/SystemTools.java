package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.turn.Event.Next;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The system tools: those that work on the conversation itself (pages 004, 007 and 037). */
final class SystemTools {

  static final String END_CALL = "end_call";
  static final String LANGUAGE_DETECTION = "language_detection";

  private static final String SKIP_TURN = "skip_turn";
  private static final String TRANSFER = "transfer_to_agent";
  private static final String VOICEMAIL = "voicemail_detection";

  private static final Set<String> SERVED =
      Set.of(END_CALL, LANGUAGE_DETECTION, SKIP_TURN, TRANSFER, VOICEMAIL);

  static final String TRANSFER_TO_NUMBER = "transfer_to_number";

  private static final String KEYPAD = "play_keypad_touch_tone";
  private static final Set<String> OF_TELEPHONES = Set.of(TRANSFER_TO_NUMBER, KEYPAD);
  private static final Pattern KEYS = Pattern.compile("[0-9*#wW]{1,64}");

  /** Why a conversation ends, as its record says it. */
  static final String ENDED_BY_AGENT = "end_call tool was called";

  private static final String PUT_THROUGH = "The call was transferred to a number";
  private static final String ENDED_BY_VOICEMAIL = "Voicemail was detected";

  /** What they can do to the conversation. */
  interface Reach {

    /**
     * Goes on in this language.
     *
     * @return false if the agent does not speak it
     */
    boolean speak(String language);

    /**
     * Has another agent ready to take over.
     *
     * @param rule one of the tool's {@code transfers}
     * @return why it cannot, if it cannot
     */
    Optional<String> prepareHandOver(JsonNode rule);

    /** Has these keys played on the line. */
    void press(String keys);

    /** The agent that speaks. */
    String agentId();
  }

  /**
   * What a system tool has done.
   *
   * @param result as the transcript shows it, {@code result_type} first
   */
  record Done(ObjectNode result, boolean isError, Next next) {}

  private final Reach reach;

  SystemTools(Reach reach) {
    this.reach = reach;
  }

  /** Whether a tool does something in a conversation; some need a telephone. */
  static boolean serve(String name, boolean telephone) {
    return SERVED.contains(name) || (telephone && OF_TELEPHONES.contains(name));
  }

  Done use(Offer offer, ObjectNode arguments) {
    return switch (offer.name()) {
      case END_CALL -> endCall(arguments);
      case SKIP_TURN -> done(success("skip_turn_success", arguments), new Next.LeaveTheTurn());
      case LANGUAGE_DETECTION -> changeLanguage(arguments);
      case TRANSFER -> transfer(offer.config(), arguments);
      case VOICEMAIL -> leaveMessage(offer.config(), arguments);
      case KEYPAD -> press(arguments);
      default -> throw new IllegalArgumentException("not served: " + offer.name());
    };
  }

  private static Done endCall(ObjectNode arguments) {
    var lastWords = arguments.path("message").asText("");
    var result = success("end_call_success", arguments).put("message", lastWords);
    return done(result, new Next.HangUp(lastWords, ENDED_BY_AGENT));
  }

  private static Done leaveMessage(ObjectNode config, ObjectNode arguments) {
    var message = config.at("/params/voicemail_message").asText("");
    var result = result("voicemail_detection_success").put("voicemail_message", message);
    result.put("reason", arguments.path("reason").asText(""));
    return done(result, new Next.HangUp(message, ENDED_BY_VOICEMAIL));
  }

  private Done press(ObjectNode arguments) {
    var keys = arguments.path("dtmf_tones").asText("");
    if (!KEYS.matcher(keys).matches()) {
      return failed(
          result("play_dtmf_error"), "Only 0 to 9, *, # and w for a pause can be played.");
    }
    reach.press(keys);
    return done(
        result("play_dtmf_success")
            .put("dtmf_tones", keys)
            .put("reason", arguments.path("reason").asText("")),
        new Next.Answer());
  }

  // Putting a caller through, which takes its time

  /**
   * Where a caller is to be put through to.
   *
   * @param clientMessage what the caller hears first; empty for nothing
   */
  record Destination(
      String number, boolean refer, String clientMessage, String agentMessage, String reason) {}

  /** Empty if the model names a number that is not among those of the tool. */
  static Optional<Destination> destination(ObjectNode config, ObjectNode arguments) {
    var wanted = arguments.path("transfer_number").asText("").strip();
    boolean told = config.at("/params/enable_client_message").asBoolean(true);
    return StreamSupport.stream(config.at("/params/transfers").spliterator(), false)
        .filter(rule -> !wanted.isEmpty() && number(rule).equals(wanted))
        .findFirst()
        .map(
            rule ->
                new Destination(
                    wanted,
                    rule.path("transfer_type").asText("").equals("sip_refer"),
                    told ? arguments.path("client_message").asText("") : "",
                    arguments.path("agent_message").asText(""),
                    arguments.path("reason").asText("")));
  }

  private static String number(JsonNode rule) {
    var to = rule.path("transfer_destination");
    return to.path("phone_number")
        .asText(to.path("sip_uri").asText(rule.path("phone_number").asText("")));
  }

  /** The caller was put through; the agent leaves. */
  static Done putThrough(Destination to, Optional<String> conference) {
    var result =
        result(
                conference.isPresent()
                    ? "transfer_to_number_twilio_success"
                    : "transfer_to_number_sip_success")
            .put("status", "success")
            .put("transfer_number", to.number())
            .put("reason", to.reason());
    conference.ifPresent(
        name ->
            result
                .put("client_message", to.clientMessage())
                .put("agent_message", to.agentMessage())
                .put("conference_name", name));
    return done(result, new Next.HangUp("", PUT_THROUGH));
  }

  static Done notPutThrough(String why) {
    return failed(result("transfer_to_number_error").put("status", "error"), why);
  }

  private Done changeLanguage(ObjectNode arguments) {
    var language = arguments.path("language").asText("");
    if (!reach.speak(language)) {
      return failed(
          Json.MAPPER.createObjectNode().put("status", "error"),
          "The agent does not speak this language.");
    }
    return done(
        success("language_detection_success", arguments).put("language", language),
        new Next.Answer());
  }

  private Done transfer(ObjectNode config, ObjectNode arguments) {
    var error = result("transfer_to_agent_error").put("from_agent", reach.agentId());
    var number = arguments.path("agent_number");
    var rule = config.at("/params/transfers").path(number.asInt(-1));
    if (!number.isIntegralNumber() || !rule.isObject()) {
      return failed(error, "There is no agent of this number.");
    }
    var from = reach.agentId();
    var obstacle = reach.prepareHandOver(rule);
    if (obstacle.isPresent()) {
      return failed(error, obstacle.get());
    }
    var message = rule.path("transfer_message").asText("");
    var result = result("transfer_to_agent_success").put("from_agent", from);
    result
        .put("to_agent", rule.path("agent_id").asText())
        .put("condition", rule.path("condition").asText(""))
        .put("delay_ms", rule.path("delay_ms").asInt(0))
        .put("transfer_message", message)
        .put(
            "enable_transferred_agent_first_message",
            rule.path("enable_transferred_agent_first_message").asBoolean(false));
    return done(result, new Next.HandOver(message));
  }

  private static ObjectNode success(String type, ObjectNode arguments) {
    return result(type).put("status", "success").put("reason", arguments.path("reason").asText(""));
  }

  private static ObjectNode result(String type) {
    return Json.MAPPER.createObjectNode().put("result_type", type);
  }

  private static Done done(ObjectNode result, Next next) {
    return new Done(result, false, next);
  }

  private static Done failed(ObjectNode result, String why) {
    return new Done(result.put("error", why), true, new Next.Answer());
  }
}
