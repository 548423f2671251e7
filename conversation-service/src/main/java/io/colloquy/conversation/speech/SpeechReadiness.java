package io.colloquy.conversation.speech;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the speech models are loaded. Missing ones do not hold up the service, because text
 * works without; the check then names what to install.
 */
@Readiness
@ApplicationScoped
class SpeechReadiness implements HealthCheck {

  private final EarsFactory ears;

  SpeechReadiness(EarsFactory ears) {
    this.ears = ears;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("speech")
        .status(ears.isWarm())
        .withData("voice", ears.unavailability().orElse("available"))
        .build();
  }
}
