package io.colloquy.local.process;

import io.colloquy.local.home.Home;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.IntConsumer;

/** Real processes, each with a log of its own. */
public final class ServiceProcesses implements Child.Nursery {

  private static final long LOG_BYTES = 20L * 1024 * 1024;

  private final Launch launch;
  private final Home home;

  public ServiceProcesses(Launch launch, Home home) {
    this.launch = launch;
    this.home = home;
  }

  @Override
  public Child start(Service service, IntConsumer onExit) throws IOException {
    var log = home.log(service.title());
    setAsideIfLong(log);
    var builder =
        new ProcessBuilder(launch.command(service))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(launch.environment(service));
    var process = builder.start();
    process.getOutputStream().close();
    var _ = process.onExit().thenAccept(ended -> onExit.accept(ended.exitValue()));
    return new Running(process);
  }

  /** Keeps one older log beside the current one. */
  private static void setAsideIfLong(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private record Running(Process process) implements Child {

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public void terminate() {
      process.destroy();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }
  }
}
