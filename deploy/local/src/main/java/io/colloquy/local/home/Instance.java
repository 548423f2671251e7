package io.colloquy.local.home;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a running Colloquy says about itself to {@code status} and {@code down}.
 *
 * @param launcherPid the process to signal
 * @param address where the public interface is, or will be
 * @param services empty until they are started
 */
public record Instance(
    long launcherPid,
    Phase phase,
    String address,
    String kafka,
    String postgres,
    List<ServiceLine> services) {

  /** How far the start has come. */
  public enum Phase {
    STARTING,
    CHECKING,
    READY,
    /** Running, but the self-check call failed. */
    UNCHECKED,
    STOPPING;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One service.
   *
   * @param pid empty while it is not running
   * @param restarts how often it had to be started again
   */
  public record ServiceLine(String name, Optional<Long> pid, int port, int restarts) {

    public ServiceLine running(long newPid) {
      return new ServiceLine(name, Optional.of(newPid), port, restarts);
    }

    public ServiceLine ended(int newRestarts) {
      return new ServiceLine(name, Optional.empty(), port, newRestarts);
    }

    public ServiceLine stopped() {
      return ended(restarts);
    }
  }

  public Instance {
    services = services == null ? List.of() : List.copyOf(services);
  }

  public Instance in(Phase next) {
    return new Instance(launcherPid, next, address, kafka, postgres, services);
  }

  public Instance on(String newKafka, String newPostgres) {
    return new Instance(launcherPid, phase, address, newKafka, newPostgres, services);
  }

  public Instance with(Collection<ServiceLine> lines) {
    return new Instance(launcherPid, phase, address, kafka, postgres, List.copyOf(lines));
  }

  /**
   * What the instance on this home last said; empty if it never said anything.
   *
   * @throws IOException if the file cannot be read
   */
  public static Optional<Instance> read(Home home) throws IOException {
    if (!Files.exists(home.instance())) {
      return Optional.empty();
    }
    return Optional.of(Json.read(Files.readAllBytes(home.instance()), Instance.class));
  }

  /**
   * Replaces what was said before; a reader sees the old or the new, never half of it.
   *
   * @throws IOException if the home cannot be written
   */
  public void write(Home home) throws IOException {
    var draft = home.instance().resolveSibling("instance.json.new");
    Files.write(draft, Json.bytes(this));
    Files.move(
        draft,
        home.instance(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
