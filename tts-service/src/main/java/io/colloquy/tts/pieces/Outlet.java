package io.colloquy.tts.pieces;

import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.SpeechProgress;
import java.util.concurrent.CompletionStage;

/** Where speech leaves the service. Messages of one conversation keep their order. */
public interface Outlet {

  /** To the edge that holds the call; done when it is on its way for sure. */
  CompletionStage<Void> audio(EdgeAddress edge, ToEdge message);

  /** To the owner of the conversation; done when it is on its way for sure. */
  CompletionStage<Void> progress(SpeechProgress progress);
}
