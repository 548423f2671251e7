package io.colloquy.telephony.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Where a line's packets leave. What cannot be sent is lost, as any packet may be. */
interface Wire {

  void send(ByteBuffer packet, InetSocketAddress to);

  void sendControl(ByteBuffer packet, InetSocketAddress to);
}
