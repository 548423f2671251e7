package io.colloquy.conversation.knowledge;

import java.time.Instant;
import java.time.InstantSource;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Lets a document through until it has said too much or taken too long. */
final class BoundedHandler extends ContentHandlerDecorator {

  /** Markup counts as well: a million empty paragraphs are no short document. */
  private static final int ELEMENT = 4;

  private final InstantSource clock;
  private final Instant deadline;
  private long left;

  /** Ends a parse; the message is for the one who sent the document. */
  static final class Exceeded extends SAXException {
    private static final long serialVersionUID = 1L;

    Exceeded(String message) {
      super(message);
    }
  }

  BoundedHandler(ContentHandler to, long characters, InstantSource clock, Instant deadline) {
    super(to);
    this.left = characters;
    this.clock = clock;
    this.deadline = deadline;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes)
      throws SAXException {
    int length = ELEMENT;
    for (int i = 0; i < attributes.getLength(); i++) {
      length += attributes.getValue(i).length();
    }
    count(length);
    super.startElement(uri, local, name, attributes);
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    count(length);
    super.characters(characters, start, length);
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
    count(length);
    super.ignorableWhitespace(characters, start, length);
  }

  private void count(int length) throws SAXException {
    left -= length;
    if (left < 0) {
      throw new Exceeded("The document holds too much text.");
    }
    if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(deadline)) {
      throw new Exceeded("The document took too long to read.");
    }
  }
}
