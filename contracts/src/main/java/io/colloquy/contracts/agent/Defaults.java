package io.colloquy.contracts.agent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in what a document leaves out, so that a read returns every field. */
final class Defaults {

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

  private Defaults() {}
}
