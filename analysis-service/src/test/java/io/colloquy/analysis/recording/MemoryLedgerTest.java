package io.colloquy.analysis.recording;

import java.time.InstantSource;

class MemoryLedgerTest extends LedgerContract {

  private final MemoryLedger ledger = new MemoryLedger(InstantSource.system());

  @Override
  Ledger ledger() {
    return ledger;
  }

  @Override
  void forget(String conversationId) {
    ledger.forgotten.add(conversationId);
  }

  @Override
  void end(String conversationId) {
    ledger.ended.add(conversationId);
  }
}
