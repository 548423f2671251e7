package io.colloquy.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Stands in for a service: says that it is ready, and ends in good order when it is asked to. */
public final class StubService {

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println("stub listens, Kafka at " + System.getenv("KAFKA_BOOTSTRAP_SERVERS"));
  }

  /** Puts a stub where the build puts the program. */
  static void install(Path program) throws IOException, URISyntaxException {
    var classes = StubService.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubService.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes.toString());
    Files.createDirectories(program.getParent());
    new JarOutputStream(Files.newOutputStream(program), manifest).close();
  }

  private StubService() {}
}
