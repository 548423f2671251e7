package io.colloquy.tts;

import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.tts.pieces.Outlet;
import java.util.concurrent.CompletionStage;

/** Speech as records on {@code audio.out} and {@code speech.progress}. */
record KafkaOutlet(Sender sender) implements Outlet {

  @Override
  public CompletionStage<Void> audio(EdgeAddress edge, ToEdge message) {
    return sender.send(Topics.AUDIO_OUT, edge.partition(), ToEdge.CODEC.encode(message));
  }

  @Override
  public CompletionStage<Void> progress(SpeechProgress progress) {
    return sender.send(
        Topics.SPEECH_PROGRESS, progress.conversationId(), SpeechProgress.CODEC.encode(progress));
  }
}
