package io.colloquy.conversation.speech.whole;

import io.colloquy.media.Pcm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A WAV file: 16 kHz mono, 16 bits, with the 44 bytes of header that every reader knows. */
public final class Wave {

  private static final int RATE = 16_000;
  private static final int HEADER = 44;

  private Wave() {}

  public static byte[] of(short[] pcm16k) {
    byte[] data = Pcm.bytes(pcm16k);
    ByteBuffer file = ByteBuffer.allocate(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + data.length).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(RATE).putInt(RATE * Short.BYTES).putShort((short) Short.BYTES).putShort((short) 16);
    file.put(ascii("data")).putInt(data.length).put(data);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
