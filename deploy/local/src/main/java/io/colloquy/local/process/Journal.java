package io.colloquy.local.process;

import java.time.Duration;

/** Told, in order, what happens to the services' processes. */
public interface Journal {

  void note(Service service, Event event);

  /** Something that happened to a process. */
  sealed interface Event {

    record Started(long pid) implements Event {}

    /**
     * It ended although nobody asked it to.
     *
     * @param how for people, to be read after the service's name
     * @param restart the number of the restart to come, from 1
     */
    record Ended(String how, Duration startsAgainIn, int restart) implements Event {}

    /** It did not stop in time and is killed. */
    record WouldNotStop() implements Event {}

    record Stopped() implements Event {}
  }
}
