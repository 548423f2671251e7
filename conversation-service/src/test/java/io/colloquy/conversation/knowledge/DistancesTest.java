package io.colloquy.conversation.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How far questions are from the passages that answer them, as the embedded network sees it: what
 * ADR 0022 rests on. The questions are as callers say them, not as the passages word them.
 */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class DistancesTest {

  /** In the service, since its native part is loaded once in a process. */
  @Inject Embeddings embeddings;

  /** {@code max_vector_distance} where an agent says nothing. */
  private static final double DOCUMENTED = 0.6;

  private static final List<String> PASSAGES =
      List.of(
          "Opening hours: Monday to Friday from nine in the morning to six in the evening, Saturday"
              + " until one. We are closed on Sundays and public holidays.",
          "Standard delivery takes three to five working days and costs 4.90 euros. Orders above 50"
              + " euros are delivered free of charge. Express delivery arrives the next day for 12"
              + " euros.",
          "You may send goods back within 30 days of receiving them, unused and in the original"
              + " packaging. The refund is paid to the card with which you paid, within ten days.",
          "All devices come with a guarantee of two years. Damage by water or by a fall is not"
              + " covered. For a repair bring the device and the receipt to any of our branches.",
          "To set a new password, choose 'Forgotten password' on the sign-in page. A link is sent to"
              + " your e-mail address; it works for one hour.",
          "Parking is free for customers for two hours in the yard behind the building. The entrance"
              + " is in Mill Street, the height limit is two metres.",
          "We take cash, debit cards, Visa and Mastercard. Invoices are possible for companies with"
              + " an account. We do not take American Express or cheques.",
          "The restaurant serves vegetarian and vegan dishes every day. Please tell the waiter about"
              + " allergies; a list of ingredients with nuts, gluten and lactose lies at the bar.",
          "Dogs are welcome in the garden, but not inside the house. Guide dogs may go everywhere.",
          "An appointment can be cancelled without cost until 24 hours before it begins. After that"
              + " half of the price is due.",
          "The gym has a sauna and a pool of 25 metres. Towels can be borrowed at the desk for two"
              + " euros. Children under 12 need a grown-up with them.",
          "Our newsletter comes once a month. You can leave it at any time with the link at the end"
              + " of each issue.");

  /** A question, and which passage answers it. */
  private record Asked(String question, int answer) {}

  private static final List<Asked> QUESTIONS =
      List.of(
          new Asked("when do you open", 0),
          new Asked("are you there on saturday afternoon", 0),
          new Asked("can I come by on sunday", 0),
          new Asked("how long until my parcel arrives", 1),
          new Asked("what do I pay for shipping", 1),
          new Asked("I need it tomorrow is that possible", 1),
          new Asked("I don't like it can I give it back", 2),
          new Asked("when do I get my money back", 2),
          new Asked("my phone fell into the sink", 3),
          new Asked("it broke after a year what now", 3),
          new Asked("I can't log in any more", 4),
          new Asked("how do I change my password", 4),
          new Asked("where can I leave my car", 5),
          new Asked("does a van fit in", 5),
          new Asked("can I pay with amex", 6),
          new Asked("do you accept credit cards", 6),
          new Asked("I am vegan is there anything for me", 7),
          new Asked("my son can't eat peanuts", 7),
          new Asked("may I bring my dog", 8),
          new Asked("I can't make it tomorrow do I have to pay", 9),
          new Asked("how do I call off my booking", 9),
          new Asked("can I swim there", 10),
          new Asked("do I need to bring a towel", 10),
          new Asked("stop sending me e-mails", 11));

  /** What callers say that no passage has anything to do with. */
  private static final List<String> ASIDE =
      List.of(
          "hello how are you",
          "thank you very much",
          "who won the football match last night",
          "tell me a joke",
          "what is the capital of france",
          "my name is anna miller",
          "one moment please",
          "yes exactly");

  private Embedding network() {
    return embeddings.named(KnowledgeApi.MODEL);
  }

  private double distance(String question, String passage) {
    var vectors = network().embed(List.of(question, passage));
    return Vectors.cosineDistance(vectors.getFirst(), vectors.getLast());
  }

  /** Questions whose answer is within this distance. */
  private long answered(double limit) {
    return QUESTIONS.stream()
        .filter(asked -> distance(asked.question(), PASSAGES.get(asked.answer())) <= limit)
        .count();
  }

  @Test
  void theDocumentedLimitLosesHalfOfTheAnswersOfThisNetwork() {
    assertThat(answered(DOCUMENTED)).isBetween(10L, 14L);
  }

  @Test
  void withItsToleranceMostAreFoundAndNothingForWhatIsNoQuestion() {
    double limit = DOCUMENTED + network().tolerance();

    assertThat(answered(limit)).isGreaterThanOrEqualTo(21);
    assertThat(ASIDE)
        .allSatisfy(
            said ->
                assertThat(PASSAGES)
                    .allSatisfy(
                        passage ->
                            assertThat(distance(said, passage)) //
                                .isGreaterThan(limit)));
  }

  @Test
  void onePassageTooManyForAQuestionIsTheMost() {
    double limit = DOCUMENTED + network().tolerance();
    long beside =
        QUESTIONS.stream()
            .mapToLong(
                asked ->
                    PASSAGES.stream()
                        .filter(passage -> !passage.equals(PASSAGES.get(asked.answer())))
                        .filter(passage -> distance(asked.question(), passage) <= limit)
                        .count())
            .sum();

    assertThat(beside).isLessThan(QUESTIONS.size());
  }
}
