package io.colloquy.llm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while requests are read; they are read only after the models are loaded and warm. */
@Readiness
@ApplicationScoped
class LlmReadiness implements HealthCheck {

  private final LlmService service;

  @Inject
  LlmReadiness(LlmService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("model requests")
        .status(service.isReading())
        .withData("builtin is served by", service.provider())
        .build();
  }
}
