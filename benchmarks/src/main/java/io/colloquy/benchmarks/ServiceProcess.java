package io.colloquy.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One service of Colloquy as a process, with the options with which the launcher starts it. */
final class ServiceProcess implements Closeable {

  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final ChildProcess process;
  private final int port;

  private ServiceProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param root the built tree
   * @param folder for the log
   * @param own what this service is told beside where broker and database are
   */
  static ServiceProcess start(
      Path root,
      Path folder,
      String name,
      int port,
      Backbone.Addresses backbone,
      Map<String, String> own)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", backbone.kafka());
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", backbone.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", backbone.reactiveUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", backbone.databaseUser());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", backbone.databaseUser());
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("COLLOQUY_INSTANCE", "0");
    environment.putAll(own);
    var jar = root.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    var process =
        ChildProcess.logging(
            name,
            ChildProcess.java(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()),
            environment,
            folder);
    return new ServiceProcess(process, port);
  }

  ProcessHandle handle() {
    return process.handle();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /**
   * @throws IllegalStateException if it ends instead, or takes more than two minutes
   */
  void awaitReady(HttpClient client) {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isReady(client)) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("port " + port + " is not ready after " + START_PATIENCE);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private boolean isReady(HttpClient client) {
    var request = HttpRequest.newBuilder(at("/q/health/ready")).timeout(Duration.ofSeconds(5));
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
