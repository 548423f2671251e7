package io.colloquy.llm.builtin;

import java.util.Optional;

/**
 * A piece of knowledge that can be an answer.
 *
 * @param meaning what is compared with a question: the sentence with what it stands under
 * @param reply what is said
 * @param heading what it stands under
 */
record Passage(String meaning, String reply, Optional<String> heading) {}
