package io.colloquy.analysis.evaluation;

import io.colloquy.contracts.analysis.Analysis;

/**
 * What an evaluation came to.
 *
 * @param isFinal false where no model could be reached: then a later evaluation may say more
 */
public record Evaluation(Analysis analysis, boolean isFinal) {}
