package io.colloquy.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One thing that is wrong with a request, in the shape of the documented error body.
 *
 * @param loc the way to the value: names as the client writes them, and indexes of arrays
 * @param type a short name for a program to tell flaws apart
 */
public record Flaw(List<Object> loc, String msg, String type) {

  public static final String BODY = "body";
  public static final String QUERY = "query";

  public Flaw {
    loc = List.copyOf(loc);
  }

  public static Flaw ofValue(List<Object> loc, String msg) {
    return new Flaw(loc, msg, "value_error");
  }

  public static Flaw missing(List<Object> loc) {
    return new Flaw(loc, "Field required", "missing");
  }

  /** The same flaw of a value that lies deeper. */
  public Flaw below(List<Object> prefix) {
    return new Flaw(path(prefix, loc.toArray()), msg, type);
  }

  public static List<Object> path(Collection<?> start, Object... steps) {
    List<Object> path = new ArrayList<>(start);
    path.addAll(List.of(steps));
    return path;
  }
}
