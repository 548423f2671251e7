package io.colloquy.llm.model;

import io.colloquy.contracts.llm.ToolCall;

/**
 * Stands before a listener and keeps the promises of {@link LanguageModel#answer}: one call at a
 * time, one end, nothing after it, nothing after {@link #close}.
 */
public final class AnswerGate implements AnswerListener {

  private final AnswerListener listener;
  private boolean open = true;

  public AnswerGate(AnswerListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void text(String delta) {
    if (open && !delta.isEmpty()) {
      listener.text(delta);
    }
  }

  @Override
  public synchronized void callGrows() {
    if (open) {
      listener.callGrows();
    }
  }

  @Override
  public synchronized void call(ToolCall call) {
    if (open) {
      listener.call(call);
    }
  }

  @Override
  public synchronized void finished(Usage usage) {
    if (open) {
      open = false;
      listener.finished(usage);
    }
  }

  @Override
  public synchronized void failed(ModelFailure failure) {
    if (open) {
      open = false;
      listener.failed(failure);
    }
  }

  public synchronized boolean isOpen() {
    return open;
  }

  /** From now on the listener hears nothing. Waits for a call that is under way. */
  public synchronized void close() {
    open = false;
  }
}
