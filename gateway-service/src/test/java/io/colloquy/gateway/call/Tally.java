package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a call reported. */
final class Tally implements Witness {

  final List<String> ignored = new ArrayList<>();
  final List<Duration> roundTrips = new ArrayList<>();
  final List<Ending> endings = new ArrayList<>();
  int framesIn;
  int framesOut;
  int shed;

  @Override
  public void frameIn(int chars) {
    framesIn++;
  }

  @Override
  public void frameOut(int chars) {
    framesOut++;
  }

  @Override
  public void ignored(String what) {
    ignored.add(what);
  }

  @Override
  public void shed() {
    shed++;
  }

  @Override
  public void roundTrip(Duration duration) {
    roundTrips.add(duration);
  }

  @Override
  public void closing(Ending ending) {
    endings.add(ending);
  }
}
