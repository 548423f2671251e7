package io.colloquy.conversation.knowledge;

import java.util.Optional;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.txt.TXTParser;

/** The kinds of files that are read. What counts is the content, not the name. */
enum FileKind {
  TEXT(false),
  HTML(false),
  PDF(false),
  DOCX(true),
  EPUB(true);

  private final boolean zipped;

  FileKind(boolean zipped) {
    this.zipped = zipped;
  }

  /** A zip archive, whose content may be much larger than the file. */
  boolean isZipped() {
    return zipped;
  }

  /** Read into memory whole. */
  boolean isPlain() {
    return this == TEXT || this == HTML;
  }

  Parser parser() {
    return switch (this) {
      case TEXT -> new TXTParser();
      case HTML -> new JSoupParser();
      case PDF -> new PDFParser();
      case DOCX -> new OOXMLParser();
      case EPUB -> new EpubParser();
    };
  }

  static Optional<FileKind> of(MediaType type) {
    var base = type.getBaseType().toString();
    return switch (base) {
      case "text/html", "application/xhtml+xml" -> Optional.of(HTML);
      case "application/pdf" -> Optional.of(PDF);
      case "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
          "application/vnd.ms-word.document.macroenabled.12" ->
          Optional.of(DOCX);
      case "application/epub+zip" -> Optional.of(EPUB);
      // Markdown, CSV, source code and the like.
      default -> type.getType().equals("text") ? Optional.of(TEXT) : Optional.empty();
    };
  }
}
