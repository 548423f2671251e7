package io.colloquy.conversation.session;

import io.colloquy.conversation.turn.TurnPolicy.Filler;
import io.colloquy.conversation.turn.TurnPolicy.Regret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said where no model does: while the caller waits, and when there will be no answer.
 *
 * @param after how long the caller hears nothing first; zero for no fillers
 * @param most fillers until words of the answer sound again
 * @param failedTurns in a row end the call
 */
record Fallbacks(Duration after, int most, int failedTurns, Phrases phrases) {

  static Fallbacks of(FallbackConfig config) {
    var own =
        new Phrases.Own(config.fillers(), config.apology(), config.brokenOff(), config.goodbye());
    return new Fallbacks(config.after(), config.most(), config.failedTurns(), Phrases.with(own));
  }

  Regret regret(String language) {
    var phrases = phrases().in(language);
    return new Regret(phrases.apology(), phrases.brokenOff(), phrases.goodbye(), failedTurns);
  }

  /**
   * The agent's own word counts where it has one.
   *
   * @param soft its {@code soft_timeout_config}
   */
  Filler filler(Optional<Map<?, ?>> soft, String language) {
    var standard = phrases().in(language).fillers();
    return soft.filter(config -> seconds(config) > 0)
        .map(config -> ofAgent(config, standard))
        .orElseGet(() -> new Filler(after.toMillis(), most, standard));
  }

  private static Filler ofAgent(Map<?, ?> soft, List<String> standard) {
    List<String> own = new ArrayList<>();
    add(soft.get("message"), own);
    if (soft.get("additional_soft_timeout_messages") instanceof List<?> more) {
      more.forEach(message -> add(message, own));
    }
    int most = soft.get("max_soft_timeouts_per_generation") instanceof Number n ? n.intValue() : 1;
    return new Filler((long) (seconds(soft) * 1000), most, own.isEmpty() ? standard : own);
  }

  private static void add(Object message, List<String> messages) {
    if (message instanceof String words && !words.isBlank()) {
      messages.add(words);
    }
  }

  private static double seconds(Map<?, ?> soft) {
    return soft.get("timeout_seconds") instanceof Number n ? n.doubleValue() : -1;
  }
}
