package io.colloquy.tts;

import io.colloquy.tts.voice.Availability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while requests are read. An engine that is not installed does not make the service unready:
 * it answers that voice with the reason, and the data here says what to install.
 */
@Readiness
@ApplicationScoped
class SpeechReadiness implements HealthCheck {

  private final TtsService service;

  @Inject
  SpeechReadiness(TtsService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("speech requests").status(service.isReading());
    service
        .availability()
        .forEach(
            (engine, availability) ->
                response.withData(
                    engine,
                    switch (availability) {
                      case Availability.Ready _ -> "ready";
                      case Availability.Missing missing -> "unavailable: " + missing.advice();
                    }));
    return response.build();
  }
}
