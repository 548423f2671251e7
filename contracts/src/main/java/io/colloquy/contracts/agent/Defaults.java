package io.colloquy.contracts.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in what a document leaves out, so that a read returns every field. */
final class Defaults {

  /** Members with this name tell variants of an object apart. */
  private static final String VARIANT = "type";

  static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static <T> List<T> list(List<T> value) {
    return value == null ? List.of() : Collections.unmodifiableList(value);
  }

  /** Keeps null values, which {@code Map.copyOf} refuses and a client's document may hold. */
  static <V> Map<String, V> map(Map<String, V> value) {
    return value == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(value));
  }

  /**
   * What is given, completed by the defaults, at every depth. An object that names its variant is
   * taken whole: the members of another variant are none of its business.
   */
  static Map<String, Object> filled(Map<String, Object> given, Map<String, Object> defaults) {
    var result = new LinkedHashMap<>(defaults);
    map(given).forEach((name, value) -> result.put(name, filledValue(value, defaults.get(name))));
    return Collections.unmodifiableMap(result);
  }

  private static Object filledValue(Object given, Object otherwise) {
    if (given == null) {
      return otherwise;
    }
    if (given instanceof Map<?, ?> object
        && otherwise instanceof Map<?, ?> defaults
        && !defaults.containsKey(VARIANT)) {
      return filled(named(object), named(defaults));
    }
    return given;
  }

  @SuppressWarnings("unchecked") // the names of a JSON object are strings
  private static Map<String, Object> named(Map<?, ?> object) {
    return (Map<String, Object>) object;
  }

  private Defaults() {}
}
