package io.colloquy.llm.builtin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names what a text is about, out of what callers usually ask for. */
final class Topics {

  /**
   * @param name as it is said to a caller
   * @param meaning as it is compared with passages
   */
  private record Topic(String name, String meaning) {}

  private static final List<Topic> ALL =
      List.of(
          new Topic("opening hours", "opening hours"),
          new Topic("prices", "prices and costs"),
          new Topic("the address", "address and location"),
          new Topic("delivery", "delivery and shipping"),
          new Topic("returns and refunds", "returns and refunds"),
          new Topic("payment", "payment"),
          new Topic("ingredients and allergies", "ingredients and allergies"),
          new Topic("parking", "parking"),
          new Topic("how to get in touch", "contact and phone number"),
          new Topic("our history", "history of the company"),
          new Topic("courses", "courses and classes"),
          new Topic("events", "events"),
          new Topic("gift cards", "gift cards"),
          new Topic("pets", "pets"),
          new Topic("bookings", "booking and reservations"),
          new Topic("cancellations", "cancellation"),
          new Topic("the warranty", "warranty"),
          new Topic("membership", "membership"),
          new Topic("tickets", "tickets"),
          new Topic("food and drinks", "food and drinks"),
          new Topic("check-in and check-out", "check-in and check-out"),
          new Topic("internet access", "internet and wifi"),
          new Topic("luggage", "luggage"),
          new Topic("transport", "bus, train and transport"),
          new Topic("appointments", "appointments"),
          new Topic("insurance", "insurance"),
          new Topic("repairs", "repairs and servicing"),
          new Topic("accessibility", "wheelchair accessibility"),
          new Topic("discounts", "discounts"),
          new Topic("safety", "safety"));

  private static final double CLOSE_ENOUGH = 0.42;
  private static final int MOST_NAMED = 4;
  private static final int MOST_READ = 60;
  private static final int FEWEST_HEADINGS = 2;
  private static final int LONGEST_HEADING = 40;

  private final Embedder embedder;

  Topics(Embedder embedder) {
    this.embedder = embedder;
  }

  /** Up to four topics, in the order in which the text comes to them; none if none fits well. */
  Set<String> of(List<Passage> knowledge) {
    var headings = headings(knowledge);
    return headings.size() >= FEWEST_HEADINGS ? headings : nearest(knowledge);
  }

  /** What the author of the text called its parts. */
  private static Set<String> headings(List<Passage> knowledge) {
    return knowledge.stream()
        .flatMap(passage -> passage.heading().stream())
        .filter(heading -> !heading.endsWith("?") && heading.length() <= LONGEST_HEADING)
        .filter(heading -> !PromptSections.announcesKnowledge(heading))
        .map(heading -> heading.substring(0, 1).toLowerCase(Locale.ROOT) + heading.substring(1))
        .distinct()
        .limit(MOST_NAMED)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<String> nearest(List<Passage> knowledge) {
    Set<String> names = new LinkedHashSet<>();
    for (var passage : knowledge.subList(0, Math.min(MOST_READ, knowledge.size()))) {
      var meaning = embedder.embed(passage.meaning());
      Topic nearest = ALL.getFirst();
      double closest = -1;
      for (var topic : ALL) {
        double closeness = Embedder.cosine(meaning, embedder.embed(topic.meaning));
        if (closeness > closest) {
          closest = closeness;
          nearest = topic;
        }
      }
      if (closest >= CLOSE_ENOUGH && names.size() < MOST_NAMED) {
        names.add(nearest.name);
      }
    }
    return names;
  }
}
