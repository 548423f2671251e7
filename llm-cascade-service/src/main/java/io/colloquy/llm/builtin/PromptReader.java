package io.colloquy.llm.builtin;

import io.colloquy.llm.builtin.PromptSections.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells what a prompt lets a caller know from what it tells the agent to do.
 *
 * <p>Where a heading announces knowledge, only what stands under it is knowledge. Where none does,
 * it is every sentence that states something and does not address the agent.
 */
final class PromptReader {

  private static final Pattern SELF =
      Pattern.compile(
          "(?i)you(?:'|’)?(?:re| are)\\s+(?!not\\b|to\\b|talking|speaking|on\\b|in\\b|given|able"
              + "|allowed|required|expected|always|never|being|receiving|having)(.+)");
  private static final Pattern NAME_GIVEN =
      Pattern.compile(
          "(?i:your name is|you(?:'|’)?(?:re| are)(?: called| named)?) (\\p{Lu}[\\p{L}-]+).*");
  private static final Pattern NAMED_ONLY = Pattern.compile("(?i)your name is (.+)");

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?i)(please|always|never|do|don'?t|be|keep|answer|respond|reply|speak|say|ask|use|avoid"
              + "|make|ensure|remember|greet|help|offer|assist|provide|only|stay|act|pretend|try"
              + "|start|begin|end|confirm|repeat|refer|transfer|collect|follow|listen|limit|write"
              + "|introduce|tell|explain|let|wait|thank|apologi[sz]e|summari[sz]e|stick|focus|give"
              + "|consider|maintain|adopt|verify|check|note|if (?:the|a|an|someone|they|asked|you))(?![\\w-]).*");
  private static final Pattern ADDRESSES_AGENT =
      Pattern.compile(
          "(?i).*\\b(you(?:'|’)?re|you (?:are|should|must|have to|need to|never|always|speak|answer"
              + "|respond|only)|your (?:goals?|tasks?|jobs?|role|name|purpose|answers?|responses?"
              + "|replies|tone|personality|style|instructions?)|the user|users?|callers?|prompts?"
              + "|assistant|conversation|language model|instructions?)\\b.*");

  private static final Pattern QUESTION_AND_ANSWER =
      Pattern.compile("(?i)q(?:uestion)?\\s*[:.)]\\s*(.+?)\\s*\\ba(?:nswer)?\\s*[:.)]\\s*(.+)");
  private static final Pattern PROPER_NAME = Pattern.compile("\\b\\p{Lu}[\\p{L}\\p{N}]+");
  private static final Pattern ENDED = Pattern.compile(".*[.!?…][\"'”’)]*", Pattern.DOTALL);
  private static final int FEWEST_WORDS = 3;

  static SystemPrompt read(List<String> prompts) {
    var sections = prompts.stream().flatMap(p -> PromptSections.of(p).stream()).toList();
    var instructions = sections.stream().filter(s -> !s.knowledge()).toList();
    var introduction = introduction(instructions);
    return new SystemPrompt(
        introduction,
        name(instructions),
        introduction.map(PromptReader::properNames).orElse(Set.of()),
        knowledge(sections));
  }

  private static List<Passage> knowledge(List<Section> sections) {
    List<Passage> announced = new ArrayList<>();
    sections.stream().filter(Section::knowledge).forEach(s -> announced.addAll(passages(s)));
    if (!announced.isEmpty()) {
      return announced;
    }
    List<Passage> stated = new ArrayList<>();
    sections.stream()
        .filter(s -> !s.knowledge() && !s.instructs())
        .flatMap(s -> passages(s).stream())
        .filter(p -> states(p.reply()))
        .forEach(stated::add);
    return stated;
  }

  private static List<Passage> passages(Section section) {
    List<Passage> passages = new ArrayList<>();
    for (var paragraph : section.paragraphs()) {
      var pair = QUESTION_AND_ANSWER.matcher(paragraph);
      if (pair.matches()) {
        passages.add(new Passage(pair.group(1), spoken(pair.group(2)), section.heading()));
        continue;
      }
      for (var sentence : Sentences.of(paragraph)) {
        passages.add(passage(section.heading(), sentence));
      }
    }
    return passages;
  }

  /** What is no sentence of its own is said with its heading, unless that is a question. */
  private static Passage passage(Optional<String> title, String sentence) {
    boolean fragment = !ENDED.matcher(sentence).matches();
    var reply =
        title
            .filter(t -> fragment && !t.endsWith("?") && !sentence.contains(":"))
            .map(t -> t + ": " + sentence)
            .orElse(sentence);
    var meaning = title.map(t -> t + ": " + sentence).orElse(sentence);
    return new Passage(meaning, spoken(reply), title);
  }

  private static String spoken(String text) {
    var sentence = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return ENDED.matcher(sentence).matches() ? sentence : sentence + ".";
  }

  private static boolean states(String sentence) {
    return Words.of(sentence).size() >= FEWEST_WORDS
        && !sentence.endsWith("?")
        && !COMMAND.matcher(sentence).matches()
        && !ADDRESSES_AGENT.matcher(sentence).matches();
  }

  private static Optional<String> introduction(List<Section> instructions) {
    for (var sentence : sentences(instructions)) {
      var self = SELF.matcher(sentence);
      if (self.matches()) {
        return Optional.of(spoken("I'm " + inFirstPerson(self.group(1))));
      }
      var named = NAMED_ONLY.matcher(sentence);
      if (named.matches()) {
        return Optional.of(spoken("My name is " + inFirstPerson(named.group(1))));
      }
    }
    return Optional.empty();
  }

  private static Set<String> properNames(String introduction) {
    return PROPER_NAME
        .matcher(introduction)
        .results()
        .flatMap(name -> Words.telling(name.group()).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> name(List<Section> instructions) {
    return sentences(instructions).stream()
        .map(NAME_GIVEN::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .findFirst();
  }

  private static List<String> sentences(List<Section> sections) {
    return sections.stream()
        .flatMap(s -> s.paragraphs().stream())
        .flatMap(p -> Sentences.each(p).stream())
        .toList();
  }

  private static String inFirstPerson(String text) {
    return text.replaceAll("(?i)\\byour\\b", "my")
        .replaceAll("(?i)\\byourself\\b", "myself")
        .replaceAll("(?i)\\byou are\\b", "I am")
        .replaceAll("(?i)\\byou\\b", "I");
  }

  private PromptReader() {}
}
