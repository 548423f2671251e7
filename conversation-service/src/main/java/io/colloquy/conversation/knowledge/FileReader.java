package io.colloquy.conversation.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.SecureContentHandler;
import org.apache.tika.sax.TeeContentHandler;
import org.apache.tika.sax.ToTextContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads the text of a file. It takes the thread that calls it, for as long as a parser takes, and
 * memory as a parser does: {@link ReaderProcess} keeps both apart from the rest of the service.
 * What lies inside a document as a document of its own (images, attachments) is left out.
 */
final class FileReader {

  private static final String DAMAGED = "The file is damaged and cannot be read.";

  /** Bytes of a PDF's parts that are held in memory; more go to a temporary file. */
  private static final long MEMORY_OF_PDF = 32_000_000;

  private final Limits limits;
  private final InstantSource clock;
  private final Detector detector = new DefaultDetector();

  /**
   * What a file may take.
   *
   * @param maxPlainBytes of plain text and HTML, which are read into memory whole
   * @param maxUnpackedBytes of everything in a zipped document together
   * @param maxCharacters of text and markup
   */
  record Limits(long maxPlainBytes, long maxUnpackedBytes, int maxCharacters, Duration time) {}

  /** Keeps to the document itself: embedded depth 0. */
  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
  }

  FileReader(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * @param name a hint at what the file is
   * @throws Unreadable with what is wrong with the file
   */
  Content read(Path file, String name) {
    try {
      var size = Files.size(file);
      if (size == 0) {
        throw new Unreadable("The file is empty.");
      }
      var kind = kind(file, name);
      if (kind.isPlain() && size > limits.maxPlainBytes()) {
        throw new Unreadable(
            "A file of this type may have " + limits.maxPlainBytes() + " bytes at most.");
      }
      if (kind.isZipped()) {
        Unpacking.check(file, limits.maxUnpackedBytes());
      }
      return content(file, name, kind);
    } catch (IOException e) {
      throw new Unreadable(DAMAGED, e);
    }
  }

  private FileKind kind(Path file, String name) throws IOException {
    try (var input = TikaInputStream.get(file)) {
      var type = detector.detect(input, named(name));
      return FileKind.of(type)
          .orElseThrow(
              () ->
                  new Unreadable(
                      "The file is of type %s; only text, Markdown, HTML, PDF, DOCX and EPUB are read."
                          .formatted(type.getBaseType())));
    }
  }

  private static Metadata named(String name) {
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    return metadata;
  }

  private Content content(Path file, String name, FileKind kind) throws IOException {
    var text = new ToTextContentHandler();
    var html = new HtmlFragment();
    var metadata = named(name);
    try (var input = TikaInputStream.get(file)) {
      var bounded =
          new BoundedHandler(
              new TeeContentHandler(new BodyContentHandler(text), html),
              limits.maxCharacters(),
              clock,
              clock.instant().plus(limits.time()));
      var secure = new SecureContentHandler(bounded, input);
      parse(kind, input, secure, metadata);
    }
    var plain = tidy(text.toString());
    if (plain.isEmpty()) {
      throw new Unreadable("The file holds no text.");
    }
    var content = Content.of(plain, tidy(html.toString()));
    var pages = Optional.ofNullable(metadata.getInt(PagedText.N_PAGES));
    return kind == FileKind.PDF && pages.isPresent()
        ? new Content(content.text(), content.html(), pages.get())
        : content;
  }

  private void parse(
      FileKind kind, TikaInputStream input, SecureContentHandler handler, Metadata metadata)
      throws IOException {
    try {
      kind.parser().parse(input, handler, metadata, context());
    } catch (EncryptedDocumentException e) {
      throw new Unreadable("The file is protected by a password.", e);
    } catch (SAXException e) {
      throw refusal(handler, e);
    } catch (TikaException | RuntimeException | StackOverflowError e) {
      throw e.getCause() instanceof SAXException sax
          ? refusal(handler, sax)
          : new Unreadable(DAMAGED, e);
    }
  }

  private static Unreadable refusal(SecureContentHandler handler, SAXException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedHandler.Exceeded exceeded) {
        return new Unreadable(exceeded.getMessage(), e);
      }
    }
    try {
      handler.throwIfCauseOf(e);
      return new Unreadable(DAMAGED, e);
    } catch (TikaException bomb) {
      return new Unreadable("The file is too large when it is unpacked.", bomb);
    }
  }

  private static ParseContext context() {
    var context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    var office = new OfficeParserConfig();
    // Streams the document instead of building a tree of it.
    office.setUseSAXDocxExtractor(true);
    context.set(OfficeParserConfig.class, office);
    var pdf = new PDFParserConfig();
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    pdf.setExtractInlineImages(false);
    pdf.setMaxMainMemoryBytes(MEMORY_OF_PDF);
    context.set(PDFParserConfig.class, pdf);
    return context;
  }

  /** No NUL, which PostgreSQL does not store, no trailing blanks, one empty line at most. */
  private static String tidy(String text) {
    return text.replace("\0", "")
        .replaceAll("[ \\t\\x0B\\f\\r\\u00a0]+\\n", "\n")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }
}
