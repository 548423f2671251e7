package io.colloquy.local;

import io.colloquy.local.home.Home;
import io.colloquy.local.home.Instance;
import io.colloquy.local.home.Instance.Phase;
import io.colloquy.local.home.Instance.ServiceLine;
import io.colloquy.local.process.Journal;
import io.colloquy.local.process.ProcessFiles;
import io.colloquy.local.process.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what others can read about this instance up to date: the process files, the state file, the
 * console, and a line in the log of the service that it concerns.
 */
final class Noticeboard implements Journal {

  private final Home home;
  private final Console console;
  private final ProcessFiles files;
  private final Map<Service, ServiceLine> lines = new EnumMap<>(Service.class);
  private Instance instance;

  Noticeboard(Home home, Console console, ProcessFiles files, String address) {
    this.home = home;
    this.console = console;
    this.files = files;
    this.instance =
        new Instance(ProcessHandle.current().pid(), Phase.STARTING, address, "", "", null);
  }

  synchronized void show(Phase phase) throws IOException {
    publish(instance.in(phase));
  }

  synchronized void show(String kafka, String postgres, Map<Service, Integer> ports)
      throws IOException {
    ports.forEach(
        (service, port) ->
            lines.put(service, new ServiceLine(service.title(), Optional.empty(), port, 0)));
    publish(instance.on(kafka, postgres));
  }

  synchronized boolean isStopping() {
    return instance.phase() == Phase.STOPPING;
  }

  synchronized int restarts(Service service) {
    return lines.get(service).restarts();
  }

  @Override
  public synchronized void note(Service service, Event event) {
    try {
      switch (event) {
        case Event.Started(long pid) -> {
          files.put(service.title(), pid);
          lines.computeIfPresent(service, (s, line) -> line.running(pid));
          log(service, "started as process " + pid);
        }
        case Event.Ended(var how, var startsAgainIn, int restart) -> {
          files.remove(service.title());
          lines.computeIfPresent(service, (s, line) -> line.ended(restart));
          tell(
              service,
              "%s; starts again in %.1f s (restart %d)"
                  .formatted(how, startsAgainIn.toMillis() / 1000.0, restart));
        }
        case Event.WouldNotStop() -> tell(service, "does not stop and is killed");
        case Event.Stopped() -> {
          files.remove(service.title());
          lines.computeIfPresent(service, (s, line) -> line.stopped());
          tell(service, "stopped");
        }
      }
      publish(instance);
    } catch (IOException e) {
      // A full disk must not keep a service from being started again, or stopped.
      console.step("cannot keep track of " + service.title() + ": " + e);
    }
  }

  private void tell(Service service, String what) throws IOException {
    console.step(service.title() + " " + what);
    log(service, what);
  }

  private void log(Service service, String what) throws IOException {
    Files.writeString(
        home.log(service.title()),
        "==== " + Instant.now() + " " + service.title() + " " + what + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void publish(Instance next) throws IOException {
    instance = next.with(lines.values());
    instance.write(home);
  }
}
