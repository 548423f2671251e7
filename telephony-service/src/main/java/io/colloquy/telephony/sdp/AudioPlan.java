package io.colloquy.telephony.sdp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an offer and its answer settled.
 *
 * @param codec what we send
 * @param payloadType the number that the other side knows it under
 * @param receivable the codecs that may arrive, by their numbers on our side
 * @param keysOut number of telephone events that we send, if they are agreed
 * @param keysIn number of those that arrive
 * @param noiseIn number of comfort noise that arrives
 * @param remote where we send, until we have seen where it comes from; empty if the description
 *     named no usable address
 * @param remoteControl where RTCP goes
 * @param multiplexed whether RTCP shares the port of RTP
 * @param keys those of encryption; empty for plain RTP
 * @param packetMs milliseconds of sound in a packet that we send
 * @param sends whether we may send: the other side listens
 * @param receives whether the other side may send
 */
public record AudioPlan(
    Codec codec,
    int payloadType,
    Map<Integer, Codec> receivable,
    OptionalInt keysOut,
    OptionalInt keysIn,
    OptionalInt noiseIn,
    Optional<InetSocketAddress> remote,
    Optional<InetSocketAddress> remoteControl,
    boolean multiplexed,
    Optional<Keys> keys,
    int packetMs,
    boolean sends,
    boolean receives) {

  /** What we encrypt with, and what the other side does. */
  public record Keys(Crypto ours, Crypto theirs) {}

  public AudioPlan {
    receivable = Map.copyOf(receivable);
  }
}
