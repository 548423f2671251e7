package io.colloquy.llm.builtin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the passages that answer a question: by closeness in meaning, helped by the words that both
 * have. A word counts the more, the fewer passages have it.
 */
final class Retrieval {

  /**
   * What was found.
   *
   * @param replies the best passage, and a second one if it is nearly as good
   * @param score 0 (nothing in common) to about 1
   * @param sure whether the passage speaks of what was asked, beyond reasonable doubt
   */
  record Found(List<String> replies, double score, boolean sure) {}

  /** How close in meaning a passage must be: alone, with some, and with many words in common. */
  private static final double LEAST_ALONE = 0.42;

  private static final double LEAST_WITH_SOME_WORDS = 0.38;
  private static final double LEAST_WITH_MANY_WORDS = 0.22;
  private static final double MANY_WORDS = 0.4;
  private static final double WEIGHT_OF_WORDS = 0.2;
  private static final double SURE = 0.46;
  private static final double NEARLY_AS_GOOD = 0.06;
  private static final double GOOD_SECOND = 0.6;

  /** Embedding costs some milliseconds: of a long text only the likeliest passages are embedded. */
  private static final int MOST_COMPARED = 200;

  private final Embedder embedder;

  Retrieval(Embedder embedder) {
    this.embedder = embedder;
  }

  Optional<Found> find(String question, SystemPrompt prompt) {
    var knowledge = prompt.knowledge();
    if (knowledge.isEmpty() || question.isBlank()) {
      return Optional.empty();
    }
    var asked = embedder.embed(question);
    var candidates =
        likeliest(scoredByWords(question, prompt)).stream()
            .map(c -> c.withCloseness(Embedder.cosine(asked, embedder.embed(c.passage.meaning()))))
            .filter(Candidate::answers)
            .sorted(Comparator.comparingDouble(Candidate::score).reversed())
            .toList();
    return candidates.isEmpty() ? Optional.empty() : Optional.of(found(candidates));
  }

  private static Found found(List<Candidate> candidates) {
    var best = candidates.getFirst();
    List<String> replies = new ArrayList<>(List.of(best.passage.reply()));
    candidates.stream()
        .skip(1)
        .limit(1)
        .filter(c -> c.score() > GOOD_SECOND && best.score() - c.score() < NEARLY_AS_GOOD)
        .forEach(c -> replies.add(c.passage.reply()));
    return new Found(replies, best.score(), best.score() >= SURE);
  }

  private record Candidate(Passage passage, double coverage, double closeness) {

    Candidate withCloseness(double cosine) {
      return new Candidate(passage, coverage, cosine);
    }

    double score() {
      return closeness + WEIGHT_OF_WORDS * coverage;
    }

    boolean answers() {
      double least =
          coverage >= MANY_WORDS
              ? LEAST_WITH_MANY_WORDS
              : coverage > 0 ? LEAST_WITH_SOME_WORDS : LEAST_ALONE;
      return closeness >= least;
    }
  }

  /** In their order, so that the same question always finds the same. */
  private static List<Candidate> likeliest(List<Candidate> all) {
    return all.size() <= MOST_COMPARED
        ? all
        : all.stream()
            .sorted(Comparator.comparingDouble(Candidate::coverage).reversed())
            .limit(MOST_COMPARED)
            .toList();
  }

  /** Coverage: which share of the question's telling words a passage has, 0 to 1. */
  private static List<Candidate> scoredByWords(String question, SystemPrompt prompt) {
    var knowledge = prompt.knowledge();
    var asked =
        Words.telling(question).stream().filter(w -> !prompt.ownNames().contains(w)).toList();
    var vocabulary = knowledge.stream().map(p -> Words.telling(p.meaning())).toList();
    Map<String, Double> weights = new HashMap<>();
    for (var word : asked) {
      long having = vocabulary.stream().filter(words -> has(words, word)).count();
      weights.put(word, Math.log(1 + knowledge.size() / (1.0 + having)));
    }
    double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Candidate> candidates = new ArrayList<>(knowledge.size());
    for (int i = 0; i < knowledge.size(); i++) {
      var words = vocabulary.get(i);
      double covered =
          weights.entrySet().stream()
              .filter(w -> has(words, w.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      candidates.add(new Candidate(knowledge.get(i), total == 0 ? 0 : covered / total, 0));
    }
    return candidates;
  }

  private static boolean has(List<String> words, String word) {
    return words.stream().anyMatch(w -> Words.alike(w, word));
  }
}
