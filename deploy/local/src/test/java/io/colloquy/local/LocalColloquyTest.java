package io.colloquy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.local.home.Home;
import io.colloquy.local.home.Instance;
import io.colloquy.local.home.Instance.ServiceLine;
import io.colloquy.local.process.Readiness;
import io.colloquy.local.process.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Kafka and PostgreSQL, and stubs in place of the services. */
class LocalColloquyTest {

  /** Stubs live too short for an archive of their classes to pay. */
  private static final List<String> QUICK =
      List.of("-XX:-AutoCreateSharedArchive", "-XX:TieredStopAtLevel=1");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console console =
      new Console(new PrintStream(said, true, StandardCharsets.UTF_8), Clock.systemUTC());
  private Home home;
  private LocalColloquy colloquy;

  @BeforeEach
  void installStubs() throws Exception {
    for (var service : Service.values()) {
      StubService.install(service.program(folder));
    }
    home = new Home(folder.resolve("data"));
    home.create();
    BackboneLog.writeTo(home.log("backbone"));
    colloquy = new LocalColloquy(home, folder, freePort(), QUICK, console);
  }

  @AfterEach
  void stop() {
    colloquy.close();
  }

  @Test
  void startsEverythingKeepsItRunningAndLeavesNothingBehind() throws Exception {
    colloquy.start();
    assertThat(services()).hasSize(6).allMatch(LocalColloquyTest::isReady);
    assertThat(Files.readString(home.log("tts-service"))).contains("Kafka at 127.0.0.1:");

    var tts = line("tts-service");
    process(tts).destroyForcibly();
    await().atMost(PATIENCE).until(() -> line("tts-service").restarts() == 1);
    await().atMost(PATIENCE).until(() -> isReady(line("tts-service")));
    assertThat(line("tts-service").port()).isEqualTo(tts.port());
    assertThat(Files.readString(home.log("tts-service"))).contains("ended by signal 9");
    assertThat(said()).contains("tts-service ended by signal 9; starts again in 0.3 s");

    var running = processes();
    assertThat(running).hasSize(7).allMatch(ProcessHandle::isAlive);
    colloquy.close();
    assertThat(running).noneMatch(ProcessHandle::isAlive);
    assertThat(home.run()).isEmptyDirectory();
  }

  @Test
  void stopsTheEdgesFirstAndTheDatabaseLast() throws Exception {
    colloquy.start();
    colloquy.close();
    var stops =
        said().lines().filter(l -> l.endsWith(" stopped")).map(l -> l.substring(10)).toList();
    assertThat(stops.subList(0, 2))
        .containsExactlyInAnyOrder("gateway-service stopped", "telephony-service stopped");
    assertThat(stops.get(2)).isEqualTo("conversation-service stopped");
    assertThat(stops.getLast()).isEqualTo("analysis-service stopped");
    assertThat(Files.readString(home.log("postgres"))).contains("database system is shut down");
  }

  @Test
  void namesThePortThatIsTakenAndAWayOut() throws Exception {
    try (var other = new ServerSocket()) {
      other.bind(new InetSocketAddress(colloquy.address().getPort()));
      assertThatThrownBy(colloquy::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("--port ");
    }
  }

  @Test
  void saysWhichServiceDoesNotStayUpAndShowsTheEndOfItsLog() throws Exception {
    Files.writeString(Service.ANALYSIS.program(folder), "not a jar");
    assertThatThrownBy(colloquy::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("analysis-service does not stay up")
        .hasMessageContaining("Invalid or corrupt jarfile");
  }

  @Test
  void nothingOutlivesALauncherThatWasKilled() throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dcolloquy.root=" + folder,
                "io.colloquy.local.Colloquy",
                "up",
                "--data",
                home.folder().toString(),
                "--port",
                Integer.toString(freePort()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console").toFile());
    builder.environment().put("COLLOQUY_JAVA_OPTIONS", String.join(" ", QUICK));
    var launcher = builder.start();
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(home.instance()) && services().size() == 6 && allReady());
    var running = processes();
    assertThat(running).hasSize(7).allMatch(ProcessHandle::isAlive);

    launcher.destroyForcibly();
    await().atMost(PATIENCE).until(() -> running.stream().noneMatch(ProcessHandle::isAlive));
  }

  private boolean allReady() throws IOException, InterruptedException {
    for (var service : services()) {
      if (!isReady(service)) {
        return false;
      }
    }
    return true;
  }

  /** Those of the services, and PostgreSQL's. */
  private List<ProcessHandle> processes() throws IOException {
    var postgres = Files.readAllLines(home.postgres().resolve("data/postmaster.pid")).getFirst();
    var all = new ArrayList<>(services().stream().map(this::process).toList());
    all.add(ProcessHandle.of(Long.parseLong(postgres)).orElseThrow());
    return all;
  }

  private ProcessHandle process(ServiceLine service) {
    return ProcessHandle.of(service.pid().orElseThrow()).orElseThrow();
  }

  private List<ServiceLine> services() throws IOException {
    return Instance.read(home).orElseThrow().services();
  }

  private ServiceLine line(String name) throws IOException {
    return services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static boolean isReady(ServiceLine service) {
    try (var readiness = new Readiness()) {
      return readiness.isReady(service.port());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
