package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.store.History;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Ends conversations whose services died with them: nobody is left to tell how they ended. Each
 * instance looks; it does no harm to end a conversation twice.
 */
@ApplicationScoped
public class LostCalls {

  private static final Logger LOG = Logger.getLogger(LostCalls.class);
  private static final Duration LOOK = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final History history;
  private final AfterCallSettings settings;

  LostCalls(Vertx vertx, History history, AfterCallSettings settings) {
    this.vertx = vertx;
    this.history = history;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(LOOK.toMillis(), _ -> look());
  }

  private void look() {
    history
        .endLost(settings.lostAfter())
        .subscribe()
        .with(
            ended -> {
              if (ended > 0) {
                LOG.warnf("%d conversations were lost", ended);
              }
            },
            failure -> LOG.debugf("not looked for: %s", failure.getClass().getSimpleName()));
  }
}
