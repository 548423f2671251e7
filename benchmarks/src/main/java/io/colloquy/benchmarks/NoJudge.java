package io.colloquy.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Stands where the llm-cascade stands and says, like its builtin model, that it cannot judge. */
final class NoJudge implements Closeable {

  private static final int NOT_IMPLEMENTED = 501;

  private final HttpServer server;

  private NoJudge(HttpServer server) {
    this.server = server;
  }

  static NoJudge start() throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(NOT_IMPLEMENTED, -1);
          }
        });
    server.start();
    return new NoJudge(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
