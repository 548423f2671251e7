package io.colloquy.bus.trace;

import io.colloquy.contracts.Packet;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;

/**
 * A place in a trace: what is done there is told under it. It travels between services in the
 * headers of packets, as W3C Trace Context names them, and is written and read here only.
 */
public final class Trace {

  /** No place in any trace. */
  public static final Trace NONE = new Trace(Context.root());

  private static final String TRACE_PARENT = "traceparent";
  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final TextMapGetter<Packet> HEADERS = new Headers();

  private final Context context;

  private Trace(Context context) {
    this.context = context;
  }

  /** Under this span; nowhere if nobody records it. */
  public static Trace under(Span span) {
    return span.getSpanContext().isValid() ? new Trace(Context.root().with(span)) : NONE;
  }

  /** Where the sender of this packet was; nowhere if its headers do not tell, or tell nonsense. */
  public static Trace in(Packet packet) {
    if (packet.header(TRACE_PARENT).isEmpty()) {
      return NONE;
    }
    var context = W3C.extract(Context.root(), packet, HEADERS);
    return place(context).isValid() ? new Trace(context) : NONE;
  }

  /** The packet with this place in its headers; the very same packet if there is none. */
  public Packet on(Packet packet) {
    if (this == NONE) {
      return packet;
    }
    Map<String, String> headers = new HashMap<>(packet.headers());
    W3C.inject(context, headers, Map::put);
    return new Packet(headers, packet.body());
  }

  /** The parent of what is done here. */
  public Context context() {
    return context;
  }

  private static SpanContext place(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private static final class Headers implements TextMapGetter<Packet> {
    @Override
    public Iterable<String> keys(Packet packet) {
      return packet.headers().keySet();
    }

    @Override
    public String get(Packet packet, String name) {
      return packet.headers().get(name);
    }
  }
}
