package io.colloquy.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Sees to it that nothing outlives the launcher, even one that was killed without a chance to clean
 * up. It is a small shell process at the other end of a pipe: the operating system closes the pipe
 * when the launcher is gone, in whatever way, and the warden then ends every process on file. After
 * a launcher that ended in good order there is none.
 */
public final class Warden {

  /**
   * $1 is the folder of process files, $2 the database server's note of its process. Everything is
   * read at once, before a next launcher can write its own files.
   */
  private static final String SCRIPT =
      """
      trap '' INT HUP QUIT TERM
      cat > /dev/null
      services=
      for file in "$1"/*.pid; do
        [ -f "$file" ] && read -r pid _ < "$file" && services="$services $pid"
      done
      server=
      [ -f "$2" ] && read -r server < "$2"
      await() {
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
          kill -0 "$@" 2> /dev/null || return 0
          sleep 1
        done
        kill -KILL "$@"
      }
      [ -n "$services" ] && kill -TERM $services
      for pid in $services; do await "$pid"; done
      [ -n "$server" ] && kill -INT "$server" && await "$server"
      """;

  /** Held open for as long as this process lives; never written to. */
  private final OutputStream lifeline;

  private Warden(OutputStream lifeline) {
    this.lifeline = lifeline;
  }

  /**
   * @param run the folder of {@link ProcessFiles}
   * @param postgresNote the database server's own note of its process
   * @throws IOException if there is no shell
   */
  public static Warden post(Path run, Path postgresNote, Path log) throws IOException {
    var shell =
        new ProcessBuilder(
                "/bin/sh", "-c", SCRIPT, "colloquy-warden", run.toString(), postgresNote.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    return new Warden(shell.getOutputStream());
  }

  /** Ends the watch, as the end of this process would. */
  public void dismiss() throws IOException {
    lifeline.close();
  }
}
