package io.colloquy.tts.dictionary;

import io.colloquy.rest.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one lexicon. A lexeme gives each of its graphemes one pronunciation: the one that is
 * preferred, or else the first. What else a lexicon holds (meta, metadata, examples) is passed
 * over.
 */
final class LexiconReader {

  private final XMLStreamReader xml;
  private final List<Rule> rules = new ArrayList<>();
  private Optional<String> alphabet = Optional.empty();

  /** What is known of the lexeme that is being read. */
  private static final class Lexeme {
    private final List<String> graphemes = new ArrayList<>();
    private Optional<Pronunciation> pronunciation = Optional.empty();

    private void take(Pronunciation candidate, boolean preferred) {
      if (pronunciation.isEmpty() || (preferred && !pronunciation.get().preferred())) {
        pronunciation = Optional.of(candidate);
      }
    }
  }

  /** Sounds if they have an alphabet, otherwise another text. */
  private record Pronunciation(String text, Optional<Rule.Alphabet> alphabet, boolean preferred) {

    private Rule of(String grapheme) {
      return alphabet
          .<Rule>map(known -> new Rule.Phoneme(grapheme, text, known, Rule.Where.USUAL))
          .orElseGet(() -> new Rule.Alias(grapheme, text, Rule.Where.USUAL));
    }
  }

  LexiconReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  Lexicon read() throws XMLStreamException {
    toRoot();
    if (!isElement("lexicon")) {
      throw flaw("the file does not begin with a lexicon");
    }
    alphabet = attribute("alphabet");
    var language =
        Optional.ofNullable(xml.getAttributeValue(XMLConstants.XML_NS_URI, "lang"))
            .orElse(Lexicon.USUAL_LANGUAGE);
    while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
        if (isElement("lexeme")) {
          readLexeme();
        } else {
          skip();
        }
      }
    }
    return new Lexicon(language, rules);
  }

  private void toRoot() throws XMLStreamException {
    while (xml.next() != XMLStreamConstants.START_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.DTD) {
        throw flaw("a lexicon has no document type");
      }
    }
  }

  private void readLexeme() throws XMLStreamException {
    var lexeme = new Lexeme();
    while (xml.next() != XMLStreamConstants.END_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
        readPart(lexeme);
      }
    }
    if (lexeme.graphemes.isEmpty()) {
      throw flaw("a lexeme has no grapheme");
    }
    var pronunciation =
        lexeme.pronunciation.orElseThrow(() -> flaw("a lexeme has neither phoneme nor alias"));
    lexeme.graphemes.forEach(grapheme -> rules.add(pronunciation.of(grapheme)));
    if (rules.size() > Rules.MOST) {
      throw flaw("a dictionary has at most %d rules".formatted(Rules.MOST));
    }
  }

  private void readPart(Lexeme lexeme) throws XMLStreamException {
    var preferred = attribute("prefer").map("true"::equals).orElse(false);
    if (isElement("grapheme")) {
      lexeme.graphemes.add(text());
    } else if (isElement("phoneme")) {
      var known = attribute("alphabet").or(() -> alphabet).flatMap(Rule.Alphabet::of);
      if (known.isEmpty()) {
        throw flaw("the alphabet of a phoneme is neither ipa nor cmu-arpabet");
      }
      lexeme.take(new Pronunciation(text(), known, preferred), preferred);
    } else if (isElement("alias")) {
      lexeme.take(new Pronunciation(text(), Optional.empty(), preferred), preferred);
    } else {
      skip();
    }
  }

  private String text() throws XMLStreamException {
    var name = xml.getLocalName();
    var text = xml.getElementText().strip();
    if (text.isEmpty()) {
      throw flaw("a %s is empty".formatted(name));
    }
    return text;
  }

  private void skip() throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** Many lexicons leave out the namespace. */
  private boolean isElement(String name) {
    var namespace = xml.getNamespaceURI();
    return xml.getLocalName().equals(name)
        && (namespace == null || namespace.isEmpty() || namespace.equals(Lexicon.NAMESPACE));
  }

  private Optional<String> attribute(String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name));
  }

  private InvalidRequest flaw(String reason) {
    return Lexicon.flaw(xml.getLocation().getLineNumber(), reason);
  }
}
