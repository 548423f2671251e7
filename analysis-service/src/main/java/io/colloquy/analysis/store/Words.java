package io.colloquy.analysis.store;

/** How words are looked for in what was said. It has to read like the index {@code turn_words}. */
final class Words {

  /** Of a row {@code t} of {@code turn}. */
  static final String OF_TURN = "to_tsvector('simple', left(t.said ->> 'message', 100000))";

  static final String QUERY = "websearch_to_tsquery('simple', ?)";

  static final String HOLD = OF_TURN + " @@ " + QUERY;

  private Words() {}
}
