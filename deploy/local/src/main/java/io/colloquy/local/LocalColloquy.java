package io.colloquy.local;

import io.colloquy.backbone.EmbeddedKafka;
import io.colloquy.backbone.LocalPostgres;
import io.colloquy.bus.TopicPlan;
import io.colloquy.local.check.Api;
import io.colloquy.local.home.ApiKey;
import io.colloquy.local.home.Home;
import io.colloquy.local.home.Instance.Phase;
import io.colloquy.local.home.Ports;
import io.colloquy.local.home.SecretsKey;
import io.colloquy.local.process.Crew;
import io.colloquy.local.process.Launch;
import io.colloquy.local.process.Leftovers;
import io.colloquy.local.process.ProcessFiles;
import io.colloquy.local.process.Service;
import io.colloquy.local.process.ServiceProcesses;
import io.colloquy.local.process.WallClock;
import io.colloquy.local.process.Warden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Kafka, PostgreSQL and the six services, started in order and stopped in the reverse order. */
final class LocalColloquy implements AutoCloseable {

  private static final String KAFKA = "kafka";
  private static final String POSTGRES = "postgres";
  private static final short ONE_COPY = 1;

  private final Home home;
  private final Path root;
  private final int port;
  private final List<String> jvmOptions;
  private final Console console;
  private final ProcessFiles files;
  private final Noticeboard board;
  private final Parts parts;
  private volatile boolean serving;

  /**
   * @param root the folder of the built tree
   * @param port the gateway's
   * @param jvmOptions further options for each service's JVM
   */
  LocalColloquy(Home home, Path root, int port, List<String> jvmOptions, Console console) {
    this.home = home;
    this.root = root;
    this.port = port;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.console = console;
    this.files = new ProcessFiles(home.run());
    this.board = new Noticeboard(home, console, files, address().toString());
    this.parts =
        new Parts(
            (part, reason) ->
                console.step(part.getClass().getSimpleName() + " does not close: " + reason));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Api api() throws IOException, StartFailure {
    return parts.add(new Api(address(), ApiKey.in(home.apiKey())));
  }

  void show(Phase phase) throws IOException {
    board.show(phase);
  }

  /**
   * Returns when every service says that it is ready.
   *
   * @throws StartFailure if that does not come about
   */
  void start() throws StartFailure, IOException, InterruptedException {
    board.show(Phase.STARTING);
    var place = place();
    endLeftovers(place);
    requirePort();
    var ports = Ports.rememberedIn(home.ports()).choose(portNames());
    Warden.post(home.run(), place.note(), home.log("warden"));

    console.step("Kafka and PostgreSQL are starting");
    startBoth(
        () -> startKafka(ports.get(KAFKA)),
        () -> parts.add(Database.start(place, ports.get(POSTGRES), console)));
    var kafka = "127.0.0.1:" + ports.get(KAFKA);
    var postgres = "127.0.0.1:" + ports.get(POSTGRES);
    console.step("Kafka is at " + kafka + ", PostgreSQL at " + postgres);

    var servicePorts = servicePorts(ports);
    board.show(kafka, postgres, servicePorts);
    var crew = startServices(launch(kafka, postgres, servicePorts));
    new Start(board, console, home).await(servicePorts);
    crew.serve();
    serving = true;
  }

  private LocalPostgres.Place place() {
    return new LocalPostgres.Place(
        home.postgres(),
        Optional.of(home.log(POSTGRES)),
        Optional.of(root.resolve("deploy/local/target/postgres")));
  }

  private void endLeftovers(LocalPostgres.Place place) throws IOException, InterruptedException {
    int ended = new Leftovers(files, place.note()).end();
    if (ended > 0) {
      console.step("ended " + ended + " processes that an earlier run left behind");
    }
  }

  private void requirePort() throws StartFailure {
    var obstacle = Ports.obstacle(port);
    if (obstacle.isPresent()) {
      int other = Ports.freeAbove(port).orElse(port + 1);
      throw new StartFailure(
          "port %d cannot be used (%s). Choose another one: ./colloquy up --port %d"
              .formatted(port, obstacle.get(), other));
    }
  }

  private static List<String> portNames() {
    List<String> names = new ArrayList<>(List.of(KAFKA, POSTGRES));
    Arrays.stream(Service.values())
        .filter(s -> s != Service.GATEWAY)
        .map(Service::title)
        .forEach(names::add);
    return names;
  }

  private Map<Service, Integer> servicePorts(Map<String, Integer> ports) {
    Map<Service, Integer> byService = new EnumMap<>(Service.class);
    for (var service : Service.values()) {
      byService.put(service, service == Service.GATEWAY ? port : ports.get(service.title()));
    }
    return byService;
  }

  private static void startBoth(Callable<?> one, Callable<?> other)
      throws StartFailure, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var start : threads.invokeAll(List.of(call(one), call(other)))) {
        start.get();
      }
    } catch (ExecutionException e) {
      throw new StartFailure(e.getCause().getMessage(), e.getCause());
    }
  }

  private static Callable<Object> call(Callable<?> start) {
    return start::call;
  }

  private EmbeddedKafka startKafka(int kafkaPort) throws StartFailure, InterruptedException {
    try {
      var kafka = parts.add(EmbeddedKafka.start(home.kafka(), kafkaPort));
      TopicPlan.ensure(kafka.bootstrapServers(), ONE_COPY);
      return kafka;
    } catch (IOException | ExecutionException | RuntimeException e) {
      throw new StartFailure("Kafka does not start: " + e.getMessage(), e);
    }
  }

  private Launch launch(String kafka, String postgres, Map<Service, Integer> ports)
      throws IOException {
    var database = postgres + "/postgres";
    var wiring =
        new Launch.Wiring(
            kafka,
            "jdbc:postgresql://" + database,
            "postgresql://" + database,
            "postgres",
            ports,
            home.blobs(),
            ApiKey.in(home.apiKey()),
            SecretsKey.in(home.secretsKey()));
    return new Launch(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        root,
        home.archives(),
        jvmOptions,
        wiring);
  }

  private Crew startServices(Launch launch) throws StartFailure {
    for (var service : Service.values()) {
      if (!Files.exists(service.program(root))) {
        throw new StartFailure(service.title() + " is not built: " + service.program(root));
      }
    }
    console.step("the services are starting");
    var clock = parts.add(new WallClock());
    var crew = parts.add(new Crew(new ServiceProcesses(launch, home), clock, board));
    crew.start();
    return crew;
  }

  @Override
  public void close() {
    try {
      if (firstStop()) {
        console.step("stopping; a first stop also writes what makes the next start quicker");
      }
      board.show(Phase.STOPPING);
    } catch (IOException e) {
      console.step("cannot write " + home.instance() + ": " + e);
    }
    parts.close();
  }

  private boolean firstStop() {
    return serving
        && !board.isStopping()
        && !Files.exists(Service.GATEWAY.archive(home.archives()));
  }
}
