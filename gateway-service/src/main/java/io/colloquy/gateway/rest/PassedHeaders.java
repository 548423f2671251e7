package io.colloquy.gateway.rest;

import io.colloquy.contracts.Workspace;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which headers go on to the other side. */
final class PassedHeaders {

  /** They concern one connection, not the message (RFC 9110, section 7.6.1). */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The services behind trust what the gateway says here, and must never see a key. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "xi-api-key",
          "authorization",
          "x-request-id",
          "expect",
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-forwarded-prefix",
          "x-forwarded-for",
          Workspace.HEADER);

  static void upstream(MultiMap from, MultiMap to) {
    var dropped = hopByHop(from);
    dropped.addAll(OURS);
    copy(from, to, dropped);
  }

  static void downstream(MultiMap from, MultiMap to) {
    var dropped = hopByHop(from);
    from.names().stream()
        .filter(CrossOrigin::decides)
        .forEach(name -> dropped.add(name.toLowerCase(Locale.ROOT)));
    dropped.add("x-request-id");
    dropped.add(Workspace.HEADER);
    copy(from, to, dropped);
  }

  private static void copy(MultiMap from, MultiMap to, Set<String> dropped) {
    for (var header : from) {
      if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        to.add(header.getKey(), header.getValue());
      }
    }
  }

  /** The fixed ones, and those that the message itself names in {@code Connection}. */
  private static Set<String> hopByHop(MultiMap headers) {
    Set<String> names = new HashSet<>(HOP_BY_HOP);
    headers.getAll("connection").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .forEach(names::add);
    return names;
  }

  private PassedHeaders() {}
}
