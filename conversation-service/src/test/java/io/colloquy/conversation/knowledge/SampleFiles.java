package io.colloquy.conversation.knowledge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Files as customers and attackers upload them. */
final class SampleFiles {

  private static final String TYPES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
      </Types>
      """;
  private static final String RELATIONS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
      </Relationships>
      """;
  private static final String BEGIN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>";
  private static final String END = "</w:t></w:r></w:p></w:body></w:document>";

  static byte[] docx(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      envelope(zip);
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write((BEGIN + text + END).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A text of so many bytes, which packs to a thousandth. */
  static Path bomb(Path file, long bytes) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      envelope(zip);
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(BEGIN.getBytes(StandardCharsets.UTF_8));
      fill(zip, bytes);
      zip.write(END.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void envelope(ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
    zip.write(TYPES.getBytes(StandardCharsets.UTF_8));
    zip.putNextEntry(new ZipEntry("_rels/.rels"));
    zip.write(RELATIONS.getBytes(StandardCharsets.UTF_8));
  }

  private static void fill(OutputStream out, long bytes) throws IOException {
    var spaces = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    for (long left = bytes; left > 0; left -= spaces.length) {
      out.write(spaces, 0, (int) Math.min(left, spaces.length));
    }
  }

  static byte[] epub(String html) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      var type = "application/epub+zip".getBytes(StandardCharsets.UTF_8);
      var stored = new ZipEntry("mimetype");
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(type.length);
      var sum = new CRC32();
      sum.update(type);
      stored.setCrc(sum.getValue());
      zip.putNextEntry(stored);
      zip.write(type);
      entry(
          zip,
          "META-INF/container.xml",
          "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles><rootfile full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>");
      entry(
          zip,
          "book.opf",
          "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\"><metadata/><manifest><item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>");
      entry(
          zip,
          "c.xhtml",
          "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body>"
              + html
              + "</body></html>");
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A PDF with this text on each page.
   *
   * @param ballast bytes of noise, as pictures would be
   */
  static byte[] pdf(String text, int pages, int ballast) throws IOException {
    try (var document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        write(document, text);
      }
      if (ballast > 0) {
        var noise = new byte[ballast];
        new Random(1).nextBytes(noise);
        var stream = new PDStream(document);
        try (var out = stream.createOutputStream()) {
          out.write(noise);
        }
        document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Noise"), stream);
      }
      return bytes(document);
    }
  }

  private static void write(PDDocument document, String text) throws IOException {
    var page = new PDPage();
    document.addPage(page);
    try (var content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
      content.newLineAtOffset(50, 700);
      content.showText(text);
      content.endText();
    }
  }

  /** A page whose content is so many bytes of spaces. */
  static byte[] pdfBomb(long bytes) throws IOException {
    try (var document = new PDDocument()) {
      var page = new PDPage();
      document.addPage(page);
      var packed = new ByteArrayOutputStream();
      try (var out = new DeflaterOutputStream(packed)) {
        fill(out, bytes);
      }
      var content = new ByteArrayInputStream(packed.toByteArray());
      page.setContents(new PDStream(document, content, COSName.FLATE_DECODE));
      return bytes(document);
    }
  }

  static byte[] lockedPdf(String text) throws IOException {
    try (var document = new PDDocument()) {
      write(document, text);
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      return bytes(document);
    }
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  private SampleFiles() {}
}
