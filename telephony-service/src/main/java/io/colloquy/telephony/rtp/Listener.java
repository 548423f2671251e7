package io.colloquy.telephony.rtp;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whoever hears a call now; an error of theirs ends neither the call nor the others'. */
final class Listener implements Sound {

  private static final Logger LOG = Logger.getLogger(Listener.class.getName());

  private volatile Optional<Sound> sound = Optional.empty();

  void set(Sound heard) {
    sound = Optional.of(heard);
  }

  @Override
  public void pcm(short[] samples, int rateHz, long atMs) {
    tell(s -> s.pcm(samples, rateHz, atMs));
  }

  @Override
  public void key(char digit) {
    tell(s -> s.key(digit));
  }

  @Override
  public void silent(Duration since) {
    tell(s -> s.silent(since));
  }

  private void tell(Consumer<Sound> what) {
    try {
      sound.ifPresent(what);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "who listens to a call failed", e);
    }
  }
}
