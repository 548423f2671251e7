package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.contracts.Json;
import java.util.Locale;
import java.util.Map;

/**
 * {@code conversation_config.turn} (pages 014, 071).
 *
 * @param turnTimeout seconds of the user's silence after which the agent speaks again, 1 to 30
 * @param silenceEndCallTimeout seconds of silence after which the call ends; -1 for never
 */
public record TurnSettings(
    Double turnTimeout, Double silenceEndCallTimeout, Mode mode, @Rest Map<String, Object> rest) {

  public TurnSettings {
    turnTimeout = Defaults.or(turnTimeout, 7.0);
    silenceEndCallTimeout = Defaults.or(silenceEndCallTimeout, -1.0);
    mode = Defaults.or(mode, Mode.TURN);
    rest = Defaults.map(rest);
  }

  public static TurnSettings defaults() {
    return Json.read("{}", TurnSettings.class);
  }

  public enum Mode {
    SILENCE,
    TURN;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
