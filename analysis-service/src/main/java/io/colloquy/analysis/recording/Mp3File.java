package io.colloquy.analysis.recording;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sound.sampled.AudioFormat;

/**
 * Writes two voices as one MP3 file, left and right: MPEG-2 layer III, 24 kHz, 64 kbit/s at a
 * constant rate, so that a place in the file is a place in time. The first frame says, as LAME's
 * files do, how many samples at the beginning and the end are not of the call: a player that keeps
 * to it plays the call to the sample.
 *
 * <p>Holds some megabytes, however long the call is. Not for several threads at once.
 */
final class Mp3File implements AutoCloseable {

  /** Samples a second of each voice. */
  static final int RATE = 24_000;

  private static final int KBITS = 64;

  /** Samples of each voice in a frame. */
  private static final int FRAME_SAMPLES = 576;

  /** Bytes of a frame; exact, as 24 ms at 64 kbit/s are. */
  private static final int FRAME_BYTES = KBITS * FRAME_SAMPLES * 125 / RATE;

  /** MPEG-2 layer III without checksum, 64 kbit/s, 24 kHz, no padding, stereo, original. */
  private static final int FRAME_HEADER = 0xfff3_8404;

  private static final int SIDE_BYTES = 17;

  /** Samples of silence that the encoder puts first. */
  private static final int ENCODER_DELAY = 576;

  private static final int HAS_FRAMES_BYTES_PLACES_AND_QUALITY = 0b1111;
  private static final int CONSTANT_RATE = 1;

  /** Fast, and good enough for voices. */
  private static final int QUALITY = LameEncoder.QUALITY_LOW;

  private final FileChannel file;
  private final OutputStream out;
  private final LameEncoder encoder;
  private final byte[] encoded;
  private long samples;
  private long bytes;

  Mp3File(Path path) throws IOException {
    encoder =
        new LameEncoder(
            new AudioFormat(RATE, 16, 2, true, false),
            KBITS,
            LameEncoder.CHANNEL_MODE_STEREO,
            QUALITY,
            false);
    encoded = new byte[Math.max(encoder.getMP3BufferSize(), 64 * 1024)];
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    out = Channels.newOutputStream(file);
  }

  /** Both have the same length. */
  void write(short[] left, short[] right) throws IOException {
    byte[] pcm = new byte[left.length * 4];
    var interleaved = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < left.length; i++) {
      interleaved.putShort(left[i]).putShort(right[i]);
    }
    samples += left.length;
    for (int at = 0; at < pcm.length; ) {
      int count = Math.min(pcm.length - at, encoder.getPCMBufferSize());
      put(encoder.encodeBuffer(pcm, at, count, encoded));
      at += count;
    }
  }

  private void put(int count) throws IOException {
    out.write(encoded, 0, count);
    bytes += count;
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    try (file) {
      put(encoder.encodeFinish(encoded));
      encoder.close();
      file.write(firstFrame(), 0);
    }
  }

  /** Stands where the encoder has left an empty frame for it. */
  private ByteBuffer firstFrame() {
    int frames = Math.toIntExact(bytes / FRAME_BYTES) - 1;
    long padding = Math.max(0, (long) frames * FRAME_SAMPLES - ENCODER_DELAY - samples);
    var frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.putInt(FRAME_HEADER).position(4 + SIDE_BYTES);
    frame.put("Info".getBytes(StandardCharsets.US_ASCII));
    frame.putInt(HAS_FRAMES_BYTES_PLACES_AND_QUALITY);
    frame.putInt(frames).putInt(Math.toIntExact(bytes));
    for (int percent = 0; percent < 100; percent++) {
      frame.put((byte) (percent * 256 / 100));
    }
    frame.putInt(100 - 10 * QUALITY);
    frame.put("LAME3.98r".getBytes(StandardCharsets.US_ASCII));
    frame.put((byte) CONSTANT_RATE).put((byte) 0).putInt(0).putShort((short) 0).putShort((short) 0);
    frame.put((byte) 0).put((byte) KBITS);
    // Twelve bits of delay, twelve of padding, one byte of which nothing is known.
    frame.putInt(ENCODER_DELAY << 20 | (int) Math.min(padding, 0xfff) << 8);
    frame.put((byte) 0).putShort((short) 0);
    frame.putInt(Math.toIntExact(bytes)).putShort((short) 0);
    frame.putShort((short) checksum(frame.array(), frame.position()));
    return frame.rewind();
  }

  /** CRC-16 with the polynomial 0x8005, bits reversed, as in every file of LAME. */
  private static int checksum(byte[] bytes, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) == 0 ? sum >>> 1 : (sum >>> 1) ^ 0xa001;
      }
    }
    return sum;
  }
}
