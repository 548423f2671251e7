package io.colloquy.tts.dictionary;

import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A dictionary as a file of the W3C's Pronunciation Lexicon Specification 1.0 (PLS).
 *
 * @param language of the lexicon, as in {@code en-GB}
 */
record Lexicon(String language, List<Rule> rules) {

  static final String NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon";
  static final String USUAL_LANGUAGE = "en-US";

  private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  /**
   * Reads without ever leaving the file: no document type, no entity but those of XML itself.
   *
   * @throws InvalidRequest that says in which line the file is no lexicon
   */
  static Lexicon read(InputStream file) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (_, _, _, _) -> {
          throw new XMLStreamException("a lexicon refers to no other file");
        });
    try {
      return new LexiconReader(factory.createXMLStreamReader(file)).read();
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      throw flaw(line, "this is not well-formed XML");
    }
  }

  static InvalidRequest flaw(int line, String reason) {
    return new InvalidRequest(
        Flaw.ofValue(
            List.of(Flaw.BODY, "file"),
            "Input should be a pronunciation lexicon (PLS); line %d: %s".formatted(line, reason)));
  }

  /** The file: UTF-8. */
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try {
      var xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  private void write(XMLStreamWriter xml) throws XMLStreamException {
    var alphabet = alphabet();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.setDefaultNamespace(NAMESPACE);
    xml.writeStartElement(NAMESPACE, "lexicon");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeAttribute("version", "1.0");
    xml.writeAttribute("alphabet", alphabet.wireName());
    xml.writeAttribute("xml", XML_NAMESPACE, "lang", language);
    for (var rule : rules) {
      write(xml, rule, alphabet);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  /** That of the first sounds; those of another alphabet name theirs. */
  private Rule.Alphabet alphabet() {
    return rules.stream()
        .flatMap(
            rule ->
                rule instanceof Rule.Phoneme phoneme
                    ? Optional.of(phoneme.alphabet()).stream()
                    : Optional.<Rule.Alphabet>empty().stream())
        .findFirst()
        .orElse(Rule.Alphabet.IPA);
  }

  private static void write(XMLStreamWriter xml, Rule rule, Rule.Alphabet usual)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement(NAMESPACE, "lexeme");
    writeText(xml, "grapheme", rule.written(), Optional.empty());
    switch (rule) {
      case Rule.Alias alias -> writeText(xml, "alias", alias.alias(), Optional.empty());
      case Rule.Phoneme phoneme ->
          writeText(
              xml,
              "phoneme",
              phoneme.phoneme(),
              Optional.of(phoneme.alphabet()).filter(alphabet -> alphabet != usual));
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void writeText(
      XMLStreamWriter xml, String name, String text, Optional<Rule.Alphabet> alphabet)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement(NAMESPACE, name);
    if (alphabet.isPresent()) {
      xml.writeAttribute("alphabet", alphabet.get().wireName());
    }
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
