package io.colloquy.gateway.capacity;

import io.colloquy.contracts.Ids;

class InMemorySlotsTest extends SlotsContract {

  private final InMemorySlots slots = new InMemorySlots();

  @Override
  Slots slots() {
    return slots;
  }

  @Override
  String newHolder() {
    var holder = Ids.random("holder_");
    slots.live(holder);
    return holder;
  }

  @Override
  void kill(String holder) {
    slots.kill(holder);
  }
}
