package io.colloquy.llm.cascade;

import io.colloquy.llm.model.ModelFailure;
import java.time.Duration;
import java.util.Optional;

/** What earlier answers tell of routes, and where this one's tale goes. */
public interface Health {

  /** Nothing is known and nothing is kept. */
  Health UNKNOWN =
      new Health() {
        @Override
        public boolean isSick(Route route) {
          return false;
        }

        @Override
        public Optional<Duration> usualFirstToken(Route route) {
          return Optional.empty();
        }

        @Override
        public void spoke(Route route, Duration after) {}

        @Override
        public void answered(Route route) {}

        @Override
        public void failed(Route route, ModelFailure failure) {}
      };

  /** Whether others should be asked first. */
  boolean isSick(Route route);

  /** By when 95 of 100 answers have begun, once enough were seen. */
  Optional<Duration> usualFirstToken(Route route);

  void spoke(Route route, Duration after);

  void answered(Route route);

  void failed(Route route, ModelFailure failure);
}
