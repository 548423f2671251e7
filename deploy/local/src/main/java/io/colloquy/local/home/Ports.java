package io.colloquy.local.home;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which port each process listens on. A process gets the port of the last run again, as long as it
 * is free.
 */
public final class Ports {

  /** Below the ports that operating systems hand out for outgoing connections. */
  private static final int FIRST = 20_000;

  private static final int LAST = 29_999;

  private final Path file;
  private final IntPredicate free;

  Ports(Path file, IntPredicate free) {
    this.file = file;
    this.free = free;
  }

  /** Ports of this machine, remembered in a file. */
  public static Ports rememberedIn(Path file) {
    return new Ports(file, Ports::isFree);
  }

  /**
   * A port for each name: all different, all free a moment ago.
   *
   * @throws IOException if they cannot be remembered, or none is free
   */
  public Map<String, Integer> choose(List<String> names) throws IOException {
    var remembered = read();
    Set<Integer> taken = new HashSet<>();
    Map<String, Integer> chosen = new LinkedHashMap<>();
    for (var name : names) {
      var port =
          Optional.ofNullable(remembered.get(name))
              .filter(p -> !taken.contains(p) && free.test(p))
              .orElseGet(() -> next(name, taken));
      taken.add(port);
      chosen.put(name, port);
    }
    write(chosen);
    return chosen;
  }

  /** Starts at a place that depends on the folder, so that two instances rarely meet. */
  private int next(String name, Set<Integer> taken) {
    int count = LAST - FIRST + 1;
    int start = Math.floorMod((file.toAbsolutePath() + name).hashCode(), count);
    return IntStream.range(0, count)
        .map(i -> FIRST + (start + i) % count)
        .filter(p -> !taken.contains(p) && free.test(p))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port for " + name));
  }

  /** Why no server can listen on this port now, on all addresses; empty if one can. */
  public static Optional<String> obstacle(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static boolean isFree(int port) {
    return obstacle(port).isEmpty();
  }

  /** The next free port above this one, to be suggested. */
  public static OptionalInt freeAbove(int port) {
    return IntStream.rangeClosed(port + 1, Math.min(port + 1_000, 65_535))
        .filter(Ports::isFree)
        .findFirst();
  }

  private Map<String, Integer> read() throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    var stored = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      stored.load(reader);
    }
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (var name : stored.stringPropertyNames()) {
      ports.put(name, Integer.valueOf(stored.getProperty(name)));
    }
    return ports;
  }

  private void write(Map<String, Integer> ports) throws IOException {
    var stored = new Properties();
    ports.forEach((name, port) -> stored.setProperty(name, Integer.toString(port)));
    Files.createDirectories(file.getParent());
    try (var writer = Files.newBufferedWriter(file)) {
      stored.store(writer, null);
    }
  }
}
