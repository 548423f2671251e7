package io.colloquy.contracts.speech;

import java.util.Optional;

/**
 * The voice that a piece is spoken with.
 *
 * @param speed 0.7 to 1.2, 1 is the voice's own
 * @param stability 0 to 1, for providers that know it
 * @param similarityBoost 0 to 1, for providers that know it
 * @param language ISO 639-1 code of the text
 */
public record Voice(
    String voiceId,
    Optional<String> modelId,
    String language,
    double speed,
    double stability,
    double similarityBoost) {}
