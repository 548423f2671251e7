package io.colloquy.local.process;

import java.io.IOException;
import java.util.function.IntConsumer;

/** A process that runs a service. */
public interface Child {

  long pid();

  /** Asks it to end in good order. */
  void terminate();

  /** Ends it at once. */
  void kill();

  /** Starts processes. */
  interface Nursery {

    /**
     * @param onExit told the exit code, on any thread; 128 + n if signal n ended the process
     * @throws IOException if the process cannot be started
     */
    Child start(Service service, IntConsumer onExit) throws IOException;
  }
}
