package io.colloquy.gateway.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what was filed under the longest prefix of a path. Prefixes end between segments; a segment
 * {@code *} in one stands for any, and gives way to the same segment by name. Looking up takes as
 * long as the path has segments, however many prefixes there are.
 */
final class PathTable<T> {

  private static final String ANY = "*";

  private record Node<T>(Map<String, Node<T>> next, List<T> filed) {
    static <T> Node<T> empty() {
      return new Node<>(new HashMap<>(), new ArrayList<>(1));
    }
  }

  private final Node<T> root = Node.empty();

  /**
   * @param prefix for example {@code /v1/agents}
   * @throws IllegalArgumentException if something is filed there already
   */
  PathTable<T> file(String prefix, T value) {
    var node = root;
    for (var segment : segments(prefix)) {
      node = node.next().computeIfAbsent(segment, _ -> Node.empty());
    }
    if (!node.filed().isEmpty()) {
      throw new IllegalArgumentException(prefix + " has two routes");
    }
    node.filed().add(value);
    return this;
  }

  Optional<T> find(String path) {
    return find(root, segments(path), 0);
  }

  private static <T> Optional<T> find(Node<T> node, List<String> path, int depth) {
    var found = Optional.<T>empty();
    if (depth < path.size()) {
      found = findBelow(node, path.get(depth), path, depth);
      if (found.isEmpty()) {
        found = findBelow(node, ANY, path, depth);
      }
    }
    return found.isPresent() ? found : node.filed().stream().findFirst();
  }

  private static <T> Optional<T> findBelow(
      Node<T> node, String segment, List<String> path, int depth) {
    var next = node.next().get(segment);
    return next == null ? Optional.empty() : find(next, path, depth + 1);
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }
}
