package io.colloquy.contracts.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.colloquy.contracts.Json;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.Locale;
import java.util.Map;

/**
 * {@code conversation_config.turn} (pages 014, 071).
 *
 * @param turnTimeout seconds of the user's silence after which the agent speaks again, 1 to 30
 * @param silenceEndCallTimeout seconds of silence after which the call ends; -1 for never
 */
public record TurnSettings(
    @DecimalMin("1") @DecimalMax("30") Double turnTimeout,
    @DecimalMin("-1") Double silenceEndCallTimeout,
    Mode mode,
    @Rest Map<String, Object> rest) {

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
