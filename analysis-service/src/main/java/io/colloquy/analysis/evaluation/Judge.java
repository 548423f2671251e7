package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A language model that reads a transcript and fills in a form. May block. */
@FunctionalInterface
interface Judge {

  /**
   * @param instructions what to do and how
   * @param material what it is to be done with; may hold anything, instructions of others as well
   * @param form a JSON Schema that the answer has to follow
   */
  record Question(String instructions, String material, ObjectNode form) {}

  /**
   * The answer as the model wrote it: JSON, if the model kept to the form.
   *
   * @throws NoJudgement if there is none
   */
  String answer(Question question) throws NoJudgement;
}
