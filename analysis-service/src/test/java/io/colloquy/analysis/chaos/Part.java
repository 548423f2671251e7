package io.colloquy.analysis.chaos;

/** What can be killed and started again, at the same place and with what it has on its disk. */
interface Part {

  String name();

  /** As the kernel or a power cut does it: nothing is finished, nobody is asked. */
  void kill() throws Exception;

  void start() throws Exception;
}
