package io.colloquy.llm.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts tool calls together that come in pieces, several at a time. */
public final class CallsInPieces {

  private static final class Call {
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    private String object() {
      return arguments.toString().isBlank() ? "{}" : arguments.toString();
    }

    /** Whether nothing can follow any more. */
    private boolean isWhole() {
      return !arguments.isEmpty() && isObject(object());
    }
  }

  private final List<Call> calls = new ArrayList<>();
  private final Map<Integer, Call> byIndex = new HashMap<>();

  /**
   * @param index which call the piece belongs to; without one, to the last
   * @param id mostly in the first piece only; a new one begins a new call whatever the index says,
   *     because some servers count every call as the first
   * @param name mostly in the first piece only
   * @param arguments the next piece of a JSON object
   */
  public void add(Optional<Integer> index, String id, String name, String arguments) {
    var begun = index.map(byIndex::get).or(() -> index.isEmpty() ? last() : Optional.empty());
    var call = begun.filter(b -> !beginsAnother(b, id, name)).orElseGet(this::next);
    index.ifPresent(i -> byIndex.put(i, call));
    call.id = call.id.isEmpty() ? id : call.id;
    call.name = call.name.isEmpty() ? name : call.name;
    call.arguments.append(arguments);
  }

  private static boolean beginsAnother(Call begun, String id, String name) {
    boolean anotherId = !id.isEmpty() && !begun.id.isEmpty() && !id.equals(begun.id);
    return anotherId || (id.isEmpty() && !name.isEmpty() && begun.isWhole());
  }

  private Optional<Call> last() {
    return calls.isEmpty() ? Optional.empty() : Optional.of(calls.getLast());
  }

  private Call next() {
    var call = new Call();
    calls.add(call);
    return call;
  }

  /** How many characters came, for those who must guess how much that was. */
  public int length() {
    return calls.stream().mapToInt(c -> c.name.length() + c.arguments.length()).sum();
  }

  /**
   * The calls in the order in which they began; one without an id gets one, one without arguments
   * an empty object.
   *
   * @throws MalformedCall if one of them is none
   */
  public List<ToolCall> whole() {
    return calls.stream().map(CallsInPieces::whole).toList();
  }

  private static ToolCall whole(Call call) {
    var arguments = call.object();
    if (call.name.isEmpty() || !isObject(arguments)) {
      throw new MalformedCall(call.name);
    }
    return new ToolCall(
        call.id.isEmpty() ? Ids.random("call_") : call.id, call.name, arguments.strip());
  }

  private static boolean isObject(String json) {
    try {
      return Json.MAPPER.readTree(json).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
