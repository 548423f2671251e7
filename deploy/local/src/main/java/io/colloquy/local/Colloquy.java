package io.colloquy.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Colloquy on one machine. The script {@code colloquy} finds a JDK, builds, and calls this. */
@Command(
    name = "colloquy",
    description = "Colloquy on one machine.",
    subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, HelpCommand.class})
public final class Colloquy {

  static final int OK = 0;
  static final int FAILED = 1;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Colloquy()).execute(arguments));
  }

  private Colloquy() {}
}
