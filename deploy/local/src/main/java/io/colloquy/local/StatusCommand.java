package io.colloquy.local;

import io.colloquy.local.home.Instance;
import io.colloquy.local.home.Instance.Phase;
import io.colloquy.local.home.Instance.ServiceLine;
import io.colloquy.local.home.InstanceLock;
import io.colloquy.local.process.Readiness;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = "Show what runs. Exit code 0: all ready; 1: not all ready; 3: not running.")
final class StatusCommand implements Callable<Integer> {

  private static final int NOT_RUNNING = 3;
  private static final String ROW = "  %-21s %8s %6s  %-9s %8s%n";

  @Mixin private Folders folders;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = folders.home();
    var instance = Instance.read(home);
    if (!InstanceLock.isHeld(home) || instance.isEmpty()) {
      System.out.println("Colloquy is not running.");
      return NOT_RUNNING;
    }
    return show(instance.get());
  }

  private static int show(Instance instance) throws InterruptedException {
    System.out.printf(
        "Colloquy is %s at %s (process %d)%n",
        instance.phase().text(), instance.address(), instance.launcherPid());
    System.out.printf("  Kafka %s, PostgreSQL %s%n", instance.kafka(), instance.postgres());
    System.out.printf(ROW, "service", "process", "port", "state", "restarts");
    boolean allReady = instance.phase() == Phase.READY;
    try (var readiness = new Readiness()) {
      for (var service : instance.services()) {
        boolean ready = readiness.isReady(service.port());
        allReady &= ready;
        System.out.printf(
            ROW,
            service.name(),
            service.pid().map(String::valueOf).orElse("-"),
            service.port(),
            state(service, ready),
            service.restarts());
      }
    }
    return allReady ? Colloquy.OK : Colloquy.FAILED;
  }

  private static String state(ServiceLine service, boolean ready) {
    if (ready) {
      return "ready";
    }
    return service.pid().isPresent() ? "not ready" : "down";
  }
}
