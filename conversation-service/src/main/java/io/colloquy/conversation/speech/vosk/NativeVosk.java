package io.colloquy.conversation.speech.vosk;

import io.colloquy.conversation.speech.SpeechUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/** The only class that touches Vosk's library: it is loaded with the first model. */
final class NativeVosk implements VoskModel {

  private static final float RATE = 16_000;

  private final Model model;

  private NativeVosk(Model model) {
    this.model = model;
  }

  /**
   * Takes seconds and, for a large model, gigabytes.
   *
   * @throws SpeechUnavailable if there is no library for this machine, or the model is none
   */
  static VoskModel load(Path folder) {
    try {
      LibVosk.setLogLevel(LogLevel.WARNINGS);
      return new NativeVosk(new Model(folder.toString()));
    } catch (IOException | UnsatisfiedLinkError | NoClassDefFoundError failure) {
      throw new SpeechUnavailable("Vosk cannot load the model in " + folder, failure);
    }
  }

  @Override
  public VoskDecoder decoder() {
    try {
      return new Decoder(new Recognizer(model, RATE));
    } catch (IOException failure) {
      throw new SpeechUnavailable("Vosk cannot make a decoder", failure);
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private record Decoder(Recognizer handle) implements VoskDecoder {

    Decoder {
      handle.setWords(true);
    }

    @Override
    public boolean accept(short[] pcm16k) {
      return handle.acceptWaveForm(pcm16k, pcm16k.length);
    }

    @Override
    public String result() {
      return handle.getResult();
    }

    @Override
    public String partial() {
      return handle.getPartialResult();
    }

    @Override
    public String last() {
      return handle.getFinalResult();
    }

    @Override
    public void close() {
      handle.close();
    }
  }
}
