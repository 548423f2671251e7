package io.colloquy.analysis.intake;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Outcome;
import io.colloquy.contracts.Packet;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes the public events of conversations into the history.
 *
 * <p>Each method's Uni completes, and so acknowledges its record, when the record's transaction has
 * committed or when the record is one that never can be kept. Records of a channel are taken one
 * after the other; a database that is away delays them and loses none.
 */
@ApplicationScoped
public class EventIntake {

  private static final Logger LOG = Logger.getLogger(EventIntake.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final Agents agents;
  private final History history;
  private final IntakeMeter meter;

  public EventIntake(Agents agents, History history, IntakeMeter meter) {
    this.agents = agents;
    this.history = history;
    this.meter = meter;
  }

  @Incoming("conversations")
  public Uni<Void> conversation(ConsumerRecord<String, byte[]> consumed) {
    return take(
        consumed,
        packet -> {
          if (Decoding.isDeletion(packet)) {
            return Uni.createFrom().item(Outcome.KNOWN);
          }
          var event = Decoding.conversation(packet);
          return keep(owner(packet, event.agentId()), owner -> history.keep(owner, event));
        });
  }

  @Incoming("transcripts")
  public Uni<Void> turn(ConsumerRecord<String, byte[]> consumed) {
    return take(
        consumed,
        packet -> {
          var turn = Decoding.turn(packet);
          return keep(owner(packet, turn.agentId()), owner -> history.keep(owner, turn));
        });
  }

  private Uni<Void> take(
      ConsumerRecord<String, byte[]> consumed, Function<Packet, Uni<Outcome>> kept) {
    var taking = meter.start(consumed.topic());
    try {
      return kept.apply(packet(consumed))
          .invoke(outcome -> taking.end(outcome.label()))
          .onFailure()
          .recoverWithItem(
              failure -> {
                LOG.errorf("%s cannot be stored: %s", place(consumed), Failures.brief(failure));
                taking.end("rejected");
                return Outcome.KNOWN;
              })
          .replaceWithVoid();
    } catch (Packet.MalformedPacket e) {
      LOG.warnf("skipped %s: %s", place(consumed), e.getMessage());
      taking.end("malformed");
      return Uni.createFrom().voidItem();
    }
  }

  /** Fails only with what no repetition can mend. */
  private Uni<Outcome> keep(
      Uni<Optional<Workspace>> owner, Function<Optional<Workspace>, Uni<Outcome>> attempt) {
    return owner
        .flatMap(known -> attempt.apply(known))
        .onFailure(failure -> !Failures.isFinal(failure))
        .invoke(
            failure -> {
              meter.retried();
              LOG.warnf("the database does not take it, trying again: %s", Failures.brief(failure));
            })
        .onFailure(failure -> !Failures.isFinal(failure))
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely();
  }

  /**
   * Whose conversation it is: the record says so, or the agent tells. Empty if the agent is not
   * known: its news may come later than the first event, but hardly later than the last.
   */
  private Uni<Optional<Workspace>> owner(Packet packet, String agentId) {
    var named = packet.header(Workspace.HEADER).filter(id -> !id.isBlank()).map(Workspace::new);
    return named.isPresent()
        ? Uni.createFrom().item(named)
        : agents.known().replaceWith(() -> agents.ownerOf(agentId));
  }

  private static Packet packet(ConsumerRecord<String, byte[]> consumed) {
    Map<String, String> headers = new HashMap<>();
    for (var header : consumed.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return new Packet(headers, consumed.value() == null ? new byte[0] : consumed.value());
  }

  private static String place(ConsumerRecord<String, byte[]> consumed) {
    return consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset();
  }
}
