package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.time.Duration;

/** Sees what happens on a call, for the metrics. */
public interface Witness {

  void frameIn(int chars);

  void frameOut(int chars);

  /**
   * @param what from a short fixed list
   */
  void ignored(String what);

  void shed();

  void roundTrip(Duration duration);

  void closing(Ending ending);
}
