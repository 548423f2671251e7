package io.colloquy.local;

import io.colloquy.local.home.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where this Colloquy is. */
final class Folders {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:COLLOQUY_DATA}",
      description =
          "Folder of the data, in place of .colloquy (or COLLOQUY_DATA). Two folders are two"
              + " independent Colloquies.")
  private Path data;

  /** The folder of the built tree. */
  Path root() {
    return Path.of(System.getProperty("colloquy.root", ".")).toAbsolutePath().normalize();
  }

  Home home() {
    return new Home(data == null ? root().resolve(".colloquy") : data);
  }
}
