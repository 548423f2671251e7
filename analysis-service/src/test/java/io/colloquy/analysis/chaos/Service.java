package io.colloquy.analysis.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * analysis-service as it is packaged. Like the launcher, it starts one anew that ends by itself.
 */
final class Service implements Part, AutoCloseable {

  private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, String> environment;
  private final int port;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private boolean wanted;

  Service(Map<String, String> environment, int port, Path log) {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException(PROGRAM + " is not there: package this module first");
    }
    this.environment = Map.copyOf(environment);
    this.port = port;
    this.log = log;
  }

  @Override
  public String name() {
    return "analysis-service";
  }

  @Override
  public synchronized void start() throws IOException {
    var builder = new ProcessBuilder();
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    process =
        Programs.start(
            List.of(
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                PROGRAM.toAbsolutePath().toString()),
            builder,
            log);
    wanted = true;
    var started = process;
    var _ = process.onExit().thenRun(() -> ended(started));
  }

  private synchronized void ended(Process one) {
    if (wanted && one == process) {
      System.out.println("analysis-service has ended with " + one.exitValue());
      try {
        start();
      } catch (IOException e) {
        throw new IllegalStateException("analysis-service cannot be started", e);
      }
    }
  }

  @Override
  public void kill() {
    ProcessHandle victim;
    synchronized (this) {
      wanted = false;
      victim = process.toHandle();
    }
    Programs.kill(victim);
  }

  boolean isReady() throws InterruptedException {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // not there now
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  @Override
  public void close() {
    kill();
    client.close();
  }
}
