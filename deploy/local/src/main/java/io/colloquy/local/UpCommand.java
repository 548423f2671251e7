package io.colloquy.local;

import io.colloquy.local.check.Api;
import io.colloquy.local.check.DemoAgent;
import io.colloquy.local.check.History;
import io.colloquy.local.check.SelfCheck;
import io.colloquy.local.home.ApiKey;
import io.colloquy.local.home.Home;
import io.colloquy.local.home.Instance;
import io.colloquy.local.home.Instance.Phase;
import io.colloquy.local.home.InstanceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Start Colloquy and keep it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Mixin private Folders folders;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:COLLOQUY_PORT:-8080}",
      description = "Port of the public interface (default: 8080).")
  private int port;

  @Option(names = "--fresh", description = "Remove the data of earlier runs first.")
  private boolean fresh;

  @Option(
      names = "--check",
      description = "Start, hold the self-check calls, stop; fails if the check fails.")
  private boolean checkOnly;

  @Option(names = "--no-voice", hidden = true, description = "Leave out the spoken call.")
  private boolean noVoice;

  private final Console console = new Console(System.out, Clock.systemUTC());

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = folders.home();
    var lock = InstanceLock.take(home);
    if (lock.isEmpty()) {
      sayThatItRuns(home);
      return Colloquy.FAILED;
    }
    try (var _ = lock.get()) {
      if (fresh) {
        home.wipe();
      }
      home.create();
      BackboneLog.writeTo(home.log("backbone"));
      return run(home);
    }
  }

  private void sayThatItRuns(Home home) throws IOException {
    var running = Instance.read(home);
    console.plain(
        "Colloquy already runs"
            + running
                .map(i -> " (process " + i.launcherPid() + ") at " + i.address())
                .orElse(" with its data in " + home.folder())
            + ". Stop it with ./colloquy down.");
  }

  private int run(Home home) throws IOException, InterruptedException {
    console.step("Colloquy is starting, data in " + home.folder());
    var colloquy = new LocalColloquy(home, folders.root(), port, jvmOptions(), console);
    Runtime.getRuntime().addShutdownHook(new Thread(colloquy::close, "stop"));
    try {
      colloquy.start();
      boolean passed = checkAndTell(colloquy, home);
      if (checkOnly) {
        return passed ? Colloquy.OK : Colloquy.FAILED;
      }
      new CountDownLatch(1).await(); // until a signal ends the process
      return Colloquy.OK;
    } catch (StartFailure e) {
      console.plain("");
      console.plain("Colloquy cannot start: " + e.getMessage());
      console.plain("Logs are in " + home.logs() + ". ./colloquy doctor may know more.");
      return Colloquy.FAILED;
    } finally {
      colloquy.close();
    }
  }

  private static List<String> jvmOptions() {
    var options = System.getenv().getOrDefault("COLLOQUY_JAVA_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  /** True if the demo agent answered. */
  private boolean checkAndTell(LocalColloquy colloquy, Home home)
      throws StartFailure, IOException, InterruptedException {
    colloquy.show(Phase.CHECKING);
    var api = colloquy.api();
    var check = new SelfCheck(api);
    boolean passed = false;
    try {
      var definition = folders.root().resolve("deploy/local/demo-agent.json");
      var agentId = new DemoAgent(api, definition, home.demoAgent()).id();
      check(check, agentId);
      passed = true;
      console.step("Colloquy is ready");
    } catch (SelfCheck.Failed e) {
      console.step("The self-check failed at the " + e.getMessage());
      console.plain("Look at " + home.log(e.suspect().title()) + ". Colloquy keeps running.");
    }
    colloquy.show(passed ? Phase.READY : Phase.UNCHECKED);
    tell(colloquy, home);
    forget(api, check);
    return passed;
  }

  private void check(SelfCheck check, String agentId)
      throws SelfCheck.Failed, InterruptedException {
    console.step("self-check: a typed call with the demo agent");
    check.type(agentId);
    if (noVoice) {
      console.step("self-check: no spoken call, because packages for speech are missing");
    } else {
      console.step("self-check: a spoken call with the demo agent");
      check.speak(agentId);
    }
  }

  private void forget(Api api, SelfCheck check) throws InterruptedException {
    try {
      new History(api).remove(check.conversations());
    } catch (IOException e) {
      console.step("the calls of the self-check stay in the history: " + e.getMessage());
    }
  }

  private void tell(LocalColloquy colloquy, Home home) throws IOException {
    var agentId = Files.exists(home.demoAgent()) ? Files.readString(home.demoAgent()) : "none";
    var key = ApiKey.in(home.apiKey()).value();
    console.plain(
        """

          API         %1$s
          API key     %2$s
          Demo agent  %3$s
          Try it      curl -H 'xi-api-key: %2$s' %1$s/v1/convai/agents
          Logs        %4$s (or ./colloquy logs -f)
          Stop        Ctrl-C here, or ./colloquy down
        """
            .formatted(colloquy.address(), key, agentId.strip(), home.logs()));
  }
}
