package io.colloquy.llm.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Be kind.\n# Knowledge\nParking is free.\n# Rules\nNever shout.",
        "Be kind.\n## Knowledge base:\n- Parking is free\n## Rules\n- Never shout",
        "Be kind.\n**Knowledge**\nParking is free.\n**Rules**\nNever shout.",
        "Be kind.\nKnowledge base:\nParking is free.\nRules:\nNever shout.",
        "Be kind.\nKnowledge: Parking is free.\nRules:\nNever shout.",
        "Be kind.\n<knowledge>\nParking is free.\n</knowledge>\nNever shout.",
        "Be kind. <knowledge_base><document name=\"a\">Parking is free.</document></knowledge_base>"
            + " Never shout.",
        "Be kind.\n### Frequently asked questions\nQ: Is there parking?\nA: Parking is free.",
        "Be kind. Parking is free. Never shout. You are here to help."
      })
  void knowledgeIsToldFromInstructionsHoweverItIsHeaded(String prompt) {
    assertThat(replies(prompt)).containsExactly("Parking is free.");
  }

  @Test
  void aLineThatIsNoSentenceIsSaidWithItsHeading() {
    var prompt = "# Knowledge\n## Opening hours\n- Monday to Friday 9 to 6\n- Saturday 9 to 2";

    assertThat(replies(prompt))
        .containsExactly(
            "Opening hours: Monday to Friday 9 to 6.", "Opening hours: Saturday 9 to 2.");
  }

  @Test
  void aQuestionAsHeadingIsNotSaid() {
    assertThat(replies("# FAQ\n## Do you deliver?\nyes, within the city"))
        .containsExactly("Yes, within the city.");
  }

  @Test
  void aSentenceThatGoesOnAboutTheLastOneStaysWithIt() {
    assertThat(replies("# Knowledge\nThe cafe is upstairs. It has thirty seats. Dogs may come in."))
        .containsExactly("The cafe is upstairs. It has thirty seats.", "Dogs may come in.");
  }

  @Test
  void wrappedLinesAreOneSentenceAndAbbreviationsEndNone() {
    assertThat(replies("# Knowledge\nAsk for Dr. Weber, who\nis here until 5 p.m. on Mondays."))
        .containsExactly("Ask for Dr. Weber, who is here until 5 p.m. on Mondays.");
  }

  @Test
  void marksOfMarkdownAreNotSaid() {
    assertThat(replies("# Knowledge\n1. Call **us** at [the desk](tel:123)."))
        .containsExactly("Call us at the desk.");
  }

  @Test
  void anEmptyKnowledgeSectionLeavesTheOtherStatements() {
    assertThat(replies("The shop opens at nine.\n# Knowledge\n"))
        .containsExactly("The shop opens at nine.");
  }

  @Test
  void severalSystemMessagesAreReadAsOne() {
    var prompt =
        PromptReader.read(List.of("You are Ava.", "# Knowledge\nParking is free.", "Be brief."));

    assertThat(prompt.name()).contains("Ava");
    assertThat(prompt.knowledge()).extracting(Passage::reply).containsExactly("Parking is free.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You are Ava, a guide who loves your questions.",
        "Be kind.\nYou're Ava, a guide who loves your questions. You are not a doctor.",
        "# Role\nYou are Ava, a guide who loves your questions.\nYou are on a phone call."
      })
  void thePersonaIntroducesItselfInTheFirstPerson(String prompt) {
    assertThat(PromptReader.read(List.of(prompt)).introduction())
        .contains("I'm Ava, a guide who loves my questions.");
  }

  @Test
  void anAgentWithOnlyANameHasThatOne() {
    var prompt = PromptReader.read(List.of("Your name is Bob. You are not allowed to swear."));

    assertThat(prompt.introduction()).contains("My name is Bob.");
    assertThat(prompt.name()).contains("Bob");
  }

  private static List<String> replies(String prompt) {
    return PromptReader.read(List.of(prompt)).knowledge().stream().map(Passage::reply).toList();
  }
}
