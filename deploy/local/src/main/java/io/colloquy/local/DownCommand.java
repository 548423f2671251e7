package io.colloquy.local;

import io.colloquy.local.home.Instance;
import io.colloquy.local.home.InstanceLock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stop the Colloquy that runs.")
final class DownCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Mixin private Folders folders;

  @Override
  public Integer call() throws IOException {
    var home = folders.home();
    var instance = Instance.read(home);
    if (!InstanceLock.isHeld(home) || instance.isEmpty()) {
      System.out.println("Colloquy is not running.");
      return Colloquy.OK;
    }
    var launcher = ProcessHandle.of(instance.get().launcherPid());
    if (launcher.isEmpty()) {
      System.out.println("Colloquy is just ending.");
      return Colloquy.OK;
    }
    System.out.println("Stopping process " + launcher.get().pid() + " …");
    launcher.get().destroy();
    boolean gone =
        launcher
            .get()
            .onExit()
            .thenApply(process -> true)
            .completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    System.out.println(gone ? "Colloquy has stopped." : "It still runs; see " + home.logs());
    return gone ? Colloquy.OK : Colloquy.FAILED;
  }
}
