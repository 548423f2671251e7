package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A socket to a client that reads as fast as the test lets it. */
final class FakeLine implements Line {

  /** One frame, and when it left. */
  record Sent(long atMs, String frame) {}

  private final Scheduler time;
  private final List<Sent> sent = new ArrayList<>();
  private Optional<Ending> closed = Optional.empty();
  private boolean cut;
  private boolean reading = true;
  private Optional<Runnable> untaken = Optional.empty();

  FakeLine(Scheduler time) {
    this.time = time;
  }

  @Override
  public void send(String frame, Runnable taken) {
    sent.add(new Sent(time.nowMs(), frame));
    if (reading) {
      taken.run();
    } else {
      untaken = Optional.of(taken);
    }
  }

  @Override
  public void close(Ending ending) {
    closed = Optional.of(ending);
  }

  @Override
  public void cut() {
    cut = true;
  }

  void stopReading() {
    reading = false;
  }

  void readAgain() {
    reading = true;
    var taken = untaken;
    untaken = Optional.empty();
    taken.ifPresent(Runnable::run);
  }

  List<Sent> sent() {
    return sent;
  }

  List<String> types() {
    return sent.stream().map(Sent::frame).map(FakeLine::type).toList();
  }

  Optional<Ending> closed() {
    return closed;
  }

  boolean isCut() {
    return cut;
  }

  private static String type(String frame) {
    return frame.replaceFirst("^\\{\"type\":\"([a-z_]+)\".*$", "$1");
  }
}
