package io.colloquy.llm.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a prompt at its headings: {@code # Title}, {@code **Title**}, {@code Title:} or {@code
 * <title>}. Everything under a heading that announces knowledge is knowledge, down to the next
 * heading of its rank.
 */
final class PromptSections {

  /** A part of a prompt: paragraphs, list items and question-answer pairs, without their marks. */
  record Section(String title, boolean knowledge, List<String> paragraphs) {

    Optional<String> heading() {
      return title.isEmpty() ? Optional.empty() : Optional.of(title);
    }

    boolean instructs() {
      return INSTRUCTIONS.matcher(title).find();
    }
  }

  private static final Pattern KNOWLEDGE =
      Pattern.compile("(?i)\\b(knowledge|faqs?|frequently asked|facts?|background information)\\b");
  private static final Pattern INSTRUCTIONS =
      Pattern.compile(
          "(?i)\\b(person(a|ality)|roles?|goals?|tasks?|objectives?|tone|style|guardrails?|rules?"
              + "|instructions?|tools?|environment|behaviou?r|character|guidelines?|constraints?"
              + "|examples?|format(ting)?|voice|identity|workflow|steps|security|important"
              + "|conversation|dos?|don'?ts?)\\b");

  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][\\w-]*(?:\\s[^<>]*)?>");
  private static final Pattern MARKDOWN_HEADING = Pattern.compile("(#{1,6})\\s+(.+?)[\\s#:]*");
  private static final Pattern BOLD_HEADING =
      Pattern.compile("(?:\\*\\*|__)(.+?):?(?:\\*\\*|__):?");
  private static final Pattern COLON_HEADING = Pattern.compile("([\\p{L}\\p{N}][^.!?:]{1,60}):");
  private static final Pattern INLINE_HEADING =
      Pattern.compile("(?i)(knowledge(?: base)?|faqs?|facts)\\s*:\\s+(.+)");
  private static final Pattern LIST_ITEM = Pattern.compile("(?:[-*•–]|\\d{1,2}[.)])\\s+(.+)");
  private static final Pattern QUESTION =
      Pattern.compile("(?i)(?:\\*\\*)?q(?:uestion)?\\s*[:.)].*");

  private static final int NO_LEVEL = -1;
  private static final int TAG_LEVEL = 0;
  private static final int BOLD_LEVEL = 7;
  private static final int COLON_LEVEL = 8;

  private final List<Section> sections = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private int knowledgeLevel = NO_LEVEL;
  private String knowledgeTag = "";

  static List<Section> of(String prompt) {
    var reader = new PromptSections();
    reader.open("", false);
    TAG.matcher(prompt).replaceAll("\n$0\n").lines().map(String::strip).forEach(reader::read);
    reader.endParagraph();
    return reader.sections;
  }

  static boolean announcesKnowledge(String title) {
    return KNOWLEDGE.matcher(title).find();
  }

  private void read(String line) {
    if (line.isEmpty()) {
      endParagraph();
    } else if (TAG.matcher(line).matches()) {
      readTag(line);
    } else if (!readHeading(line)) {
      readText(line);
    }
  }

  private void readTag(String tag) {
    var name = tag.replaceAll("^</?|[\\s>].*$|>$", "");
    var title = name.replaceAll("[_-]", " ");
    boolean closing = tag.startsWith("</");
    if (closing && name.equals(knowledgeTag)) {
      knowledgeTag = "";
      knowledgeLevel = NO_LEVEL;
      open("", false);
    } else if (closing) {
      open("", inKnowledge());
    } else if (knowledgeTag.isEmpty() && announcesKnowledge(title)) {
      knowledgeTag = name;
      knowledgeLevel = TAG_LEVEL;
      open("", true);
    } else {
      open(inKnowledge() ? "" : title, inKnowledge());
    }
  }

  private boolean readHeading(String line) {
    var markdown = MARKDOWN_HEADING.matcher(line);
    if (markdown.matches()) {
      openHeading(markdown.group(2), markdown.group(1).length());
      return true;
    }
    var bold = BOLD_HEADING.matcher(line);
    if (bold.matches()) {
      openHeading(bold.group(1), BOLD_LEVEL);
      return true;
    }
    var colon = COLON_HEADING.matcher(line);
    if (colon.matches() && !QUESTION.matcher(line).matches()) {
      openHeading(colon.group(1), COLON_LEVEL);
      return true;
    }
    var inline = INLINE_HEADING.matcher(line);
    if (inline.matches() && !inKnowledge()) {
      openHeading(inline.group(1), COLON_LEVEL);
      readText(inline.group(2));
      return true;
    }
    return false;
  }

  private void openHeading(String title, int level) {
    boolean under = inKnowledge() && level > knowledgeLevel;
    boolean beside = inKnowledge() && level == COLON_LEVEL && !INSTRUCTIONS.matcher(title).find();
    if (under || beside) {
      open(plain(title), true);
      return;
    }
    boolean knowledge = announcesKnowledge(title);
    knowledgeLevel = knowledge ? level : NO_LEVEL;
    open(knowledge ? "" : plain(title), knowledge);
  }

  private void readText(String line) {
    var item = LIST_ITEM.matcher(line);
    if (item.matches()) {
      endParagraph();
      line = item.group(1);
    } else if (QUESTION.matcher(line).matches()) {
      endParagraph();
    }
    paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
  }

  private boolean inKnowledge() {
    return knowledgeLevel != NO_LEVEL;
  }

  private void open(String title, boolean knowledge) {
    endParagraph();
    sections.add(new Section(title, knowledge, new ArrayList<>()));
  }

  private void endParagraph() {
    var text = plain(paragraph.toString());
    paragraph.setLength(0);
    if (!text.isEmpty()) {
      sections.getLast().paragraphs().add(text);
    }
  }

  /** Text without Markdown's marks; of a link its words. */
  private static String plain(String markdown) {
    return markdown
        .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("\\*\\*|__|`", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
