package io.colloquy.conversation.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * One stream through the Silero network: frames of 512 samples (32 ms), each read together with the
 * last 64 samples before it, and a recurrent state from frame to frame.
 */
final class SileroVad implements VoiceActivity {

  private static final int FRAME = 512;
  private static final int CONTEXT = 64;
  private static final int STATE = 2 * 128;
  private static final long RATE = 16_000;
  private static final float FULL_SCALE = 32_768f;

  private final OrtSession session;

  // The tensors are views of these buffers: what is put here is what the next run reads.
  private final FloatBuffer input = floats(CONTEXT + FRAME);
  private final FloatBuffer state = floats(STATE);
  private final OnnxTensor inputTensor;
  private final OnnxTensor stateTensor;
  private final OnnxTensor rateTensor;
  private final Map<String, OnnxTensor> inputs;
  private boolean closed;

  SileroVad(OrtEnvironment environment, OrtSession session) {
    this.session = session;
    try {
      inputTensor = OnnxTensor.createTensor(environment, input, new long[] {1, CONTEXT + FRAME});
      stateTensor = OnnxTensor.createTensor(environment, state, new long[] {2, 1, 128});
      rateTensor =
          OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {RATE}), new long[] {});
    } catch (OrtException failure) {
      throw new SpeechUnavailable("onnxruntime has no room for another stream", failure);
    }
    inputs = Map.of("input", inputTensor, "state", stateTensor, "sr", rateTensor);
  }

  @Override
  public int frameSamples() {
    return FRAME;
  }

  @Override
  public synchronized double score(short[] frame) {
    if (frame.length != FRAME) {
      throw new IllegalArgumentException("a frame is " + FRAME + " samples, not " + frame.length);
    }
    if (closed) {
      return 0;
    }
    for (int i = 0; i < CONTEXT; i++) {
      input.put(i, input.get(FRAME + i));
    }
    for (int i = 0; i < FRAME; i++) {
      input.put(CONTEXT + i, frame[i] / FULL_SCALE);
    }
    try (OrtSession.Result result = session.run(inputs)) {
      state.put(0, tensor(result, "stateN").getFloatBuffer(), 0, STATE);
      return tensor(result, "output").getFloatBuffer().get(0);
    } catch (OrtException failure) {
      throw new SpeechUnavailable("voice activity detection failed", failure);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      inputTensor.close();
      stateTensor.close();
      rateTensor.close();
    }
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
