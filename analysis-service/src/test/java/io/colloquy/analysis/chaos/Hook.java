package io.colloquy.analysis.chaos;

import io.colloquy.analysis.webhooks.Receiver;
import io.colloquy.analysis.webhooks.Receiver.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A receiver of webhooks that fails in every way that it knows, and keeps what came. Once it is
 * {@link #calm} it takes everything.
 */
final class Hook implements Part, AutoCloseable {

  /**
   * A request that came whole.
   *
   * @param taken whether it was answered with a 200
   */
  record Receipt(Received request, boolean taken) {}

  private static final byte[] HALF_AN_ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final Random random;
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private Receiver receiver;
  private volatile boolean calm;

  Hook(int port, Random random) {
    this.port = port;
    this.random = random;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/hook";
  }

  List<Receipt> receipts() {
    return List.copyOf(receipts);
  }

  void calm() {
    calm = true;
  }

  @Override
  public String name() {
    return "receiver";
  }

  @Override
  public void start() {
    boolean readsBodies = calm || random.nextInt(4) > 0;
    // The kernel may take a moment to give the port back.
    Patience.until(
        "the port is free",
        20,
        () -> {
          receiver = Receiver.at(port, readsBodies, readsBodies ? this::answer : Hook::hangUp);
          return true;
        });
  }

  @Override
  public void kill() throws IOException {
    receiver.close();
  }

  /** Before it has read the body. */
  private static void hangUp(Received request, OutputStream out) throws IOException {
    throw new IOException("the line is dead");
  }

  private void answer(Received request, OutputStream out) throws IOException {
    int mood = calm ? 99 : random.nextInt(100);
    receipts.add(new Receipt(request, mood >= 30));
    if (mood < 10) {
      out.write(Receiver.answer(500, ""));
    } else if (mood < 15) {
      out.write(Receiver.answer(204, ""));
    } else if (mood < 25) {
      hangUp(request, out);
    } else if (mood < 30) {
      out.write(HALF_AN_ANSWER);
      hangUp(request, out);
    } else {
      out.write(Receiver.answer(200, ""));
    }
  }

  @Override
  public void close() throws IOException {
    receiver.close();
  }
}
