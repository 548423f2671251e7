package io.colloquy.conversation.session;

import io.colloquy.contracts.llm.LlmUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What models have used for one conversation: for each turn that they wrote, and for all of it. */
final class Used {

  /** Answers whose use is remembered until their turn is told; of some no turn ever is. */
  private static final int MOST_UNTOLD = 64;

  private final Map<String, LlmUsage> untold = new LinkedHashMap<>();
  private LlmUsage total = LlmUsage.NONE;

  /** Goes on from what another owner has counted. */
  void goOnFrom(LlmUsage counted) {
    total = counted;
  }

  void count(String generation, LlmUsage usage) {
    if (!usage.hasAny()) {
      return;
    }
    total = total.plus(usage);
    untold.merge(generation, usage, LlmUsage::plus);
    if (untold.size() > MOST_UNTOLD) {
      untold.remove(untold.keySet().iterator().next());
    }
  }

  /** What the answers took that became one turn; told once. */
  Optional<LlmUsage> of(List<String> generations) {
    return generations.stream().map(untold::remove).filter(Objects::nonNull).reduce(LlmUsage::plus);
  }

  /** Of the whole conversation, answers included of which nothing was said. */
  LlmUsage total() {
    return total;
  }
}
