package io.colloquy.conversation.endpointing;

import static io.colloquy.conversation.endpointing.Sounds.buzz;
import static io.colloquy.conversation.endpointing.Sounds.joined;
import static io.colloquy.conversation.endpointing.Sounds.pink;
import static io.colloquy.conversation.endpointing.Sounds.puff;

/** Sounds that people and rooms make and that say nothing, by name. */
final class Bodily {

  private static final double LOUD = 2 * Sounds.SPEECH;
  private static final double SOFT = 0.35 * Sounds.SPEECH;

  private Bodily() {}

  static short[] sound(String name) {
    return switch (name) {
      case "cough" -> Sounds.levelled(cough(1, 0), LOUD);
      case "cough twice" -> Sounds.levelled(joined(cough(1, 0), gap(250), cough(0.8, 7)), LOUD);
      case "throat" ->
          Sounds.levelled(joined(buzz(260, 90, 0), gap(60), buzz(300, 110, 1)), Sounds.SPEECH);
      case "breath in" -> Sounds.levelled(puff(700, 450, 1_800, 1_500, 0), SOFT);
      case "sigh" -> Sounds.levelled(puff(1_100, 200, 900, 900, 0), SOFT);
      case "sneeze" ->
          Sounds.levelled(
              joined(puff(350, 300, 1_500, 900, 0), gap(80), puff(420, 12, 3_000, 2_500, 0)), LOUD);
      case "door" -> Sounds.levelled(puff(500, 4, 120, 90, 0), LOUD);
      case "knocks" ->
          Sounds.levelled(joined(knock(0), gap(180), knock(1), gap(180), knock(2)), LOUD);
      case "keyboard" -> Sounds.levelled(keyboard(), Sounds.SPEECH / 2);
      case "hum" -> Sounds.levelled(tone(1_500, 220), Sounds.SPEECH / 2);
      case "murmur" -> Sounds.levelled(NoiseLevel.babble(1_500), SOFT / 2);
      case "street" -> Sounds.levelled(pink(2_000, 40), Sounds.SPEECH);
      default -> throw new IllegalArgumentException("nobody knows the sound of " + name);
    };
  }

  /** A burst, the air that follows, and often some voice at its end. */
  private static short[] cough(double size, int seed) {
    short[] burst = puff((int) (180 * size), 8, 700 / size, 700, seed);
    short[] air = puff(160, 20, 1_600, 1_200, seed + 1);
    return joined(burst, air, buzz((int) (90 * size), 140, seed + 2));
  }

  private static short[] knock(int seed) {
    return puff(70, 2, 300, 200, seed);
  }

  private static short[] keyboard() {
    short[] all = {};
    for (int i = 0; i < 12; i++) {
      all = joined(all, puff(18, 1, 3_500, 3_000, i), gap(70 + 13 * (i % 5)));
    }
    return all;
  }

  private static short[] tone(int millis, double hertz) {
    double[] samples = new double[millis * Sounds.PER_MS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.sin(2 * Math.PI * hertz * i / Sounds.RATE);
    }
    return Sounds.scaled(samples);
  }

  private static short[] gap(int millis) {
    return new short[millis * Sounds.PER_MS];
  }
}
