package io.colloquy.conversation.session;

import io.colloquy.bus.Sender;
import io.colloquy.bus.trace.Trace;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ToolCalled;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.speech.SpeechRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** The topics that a conversation writes to. */
final class KafkaOutlets implements Outlets {

  private static final Logger LOG = Logger.getLogger(KafkaOutlets.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Sender live;
  private final Sender durable;
  private final Timers timers;
  private final InstantSource clock;

  /**
   * @param live for what is only of use now
   * @param durable for what must not be lost
   */
  KafkaOutlets(Sender live, Sender durable, Timers timers, InstantSource clock) {
    this.live = live;
    this.durable = durable;
    this.timers = timers;
    this.clock = clock;
  }

  @Override
  public void toEdge(EdgeAddress edge, String conversationId, EdgeOutput output) {
    logged(
        live.send(
            Topics.AUDIO_OUT,
            edge.partition(),
            ToEdge.CODEC.encode(new ToEdge(conversationId, output))));
  }

  @Override
  public void toModel(LlmRequest request, Trace trace) {
    var packet = trace.on(LlmRequest.CODEC.encode(request));
    logged(live.send(Topics.LLM_REQUESTS, request.conversationId(), packet));
  }

  @Override
  public void toVoice(SpeechRequest request, Trace trace) {
    var packet = trace.on(SpeechRequest.CODEC.encode(request));
    logged(live.send(Topics.SPEECH_REQUESTS, request.conversationId(), packet));
  }

  @Override
  public void publish(ConversationEvent event) {
    untilKept(Topics.CONVERSATIONS, event.conversationId(), event.event(clock.instant()).encode());
  }

  @Override
  public void publish(TranscriptTurn turn) {
    untilKept(Topics.TRANSCRIPTS, turn.conversationId(), turn.event(clock.instant()).encode());
  }

  @Override
  public void publish(ToolCalled call) {
    untilKept(Topics.TOOL_CALLS, call.conversationId(), call.event(clock.instant()).encode());
  }

  @Override
  public void keep(Snapshot snapshot) {
    logged(
        durable.send(
            Topics.CONVERSATION_STATE, snapshot.conversationId(), Snapshot.CODEC.encode(snapshot)));
  }

  @Override
  public void forget(String conversationId) {
    logged(durable.delete(Topics.CONVERSATION_STATE, conversationId));
  }

  /** Sends again until the broker has it; consumers know events by their id. */
  private void untilKept(String topic, String key, Packet packet) {
    durable
        .send(topic, key, packet)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warnf("%s is not reachable, will send again: %s", topic, failure.getMessage());
                timers.after(RETRY, () -> untilKept(topic, key, packet));
              }
            });
  }

  private static void logged(CompletionStage<Void> sent) {
    sent.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.errorf("a record was not sent: %s", failure.getMessage());
          }
        });
  }
}
