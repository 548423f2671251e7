package io.colloquy.llm.faults;

import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.ModelServer;
import io.colloquy.llm.model.LanguageModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;

/** A provider with one fault, on a real socket, and a client that asks it. */
final class FaultyServer implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private Optional<ModelServer> server = Optional.empty();
  private final HostedModel model;

  FaultyServer(Dialect dialect, Fault fault, Position position) throws IOException {
    model = new HostedModel(dialect.protocol(address(dialect, fault, position)), CONNECT);
  }

  /** One that answers in order. */
  static FaultyServer answering(Dialect dialect, String text) throws IOException {
    return new FaultyServer(
        dialect,
        ModelServer.playing(reply -> dialect.finish(dialect.say(dialect.begin(reply), text))));
  }

  private FaultyServer(Dialect dialect, ModelServer server) {
    this.server = Optional.of(server);
    model = new HostedModel(dialect.protocol(server.address()), CONNECT);
  }

  LanguageModel model() {
    return model;
  }

  private String address(Dialect dialect, Fault fault, Position position) throws IOException {
    return switch (fault) {
      case REFUSED -> {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          yield "http://localhost:" + socket.getLocalPort();
        }
      }
      case DNS -> "http://nobody.invalid";
      case TLS -> playing(dialect, fault, position).address().replace("http:", "https:");
      default -> playing(dialect, fault, position).address();
    };
  }

  private ModelServer playing(Dialect dialect, Fault fault, Position position) throws IOException {
    var playing = ModelServer.playing(reply -> fault.play(dialect, position, reply));
    server = Optional.of(playing);
    return playing;
  }

  @Override
  public void close() throws IOException {
    model.close();
    if (server.isPresent()) {
      server.get().close();
    }
  }
}
