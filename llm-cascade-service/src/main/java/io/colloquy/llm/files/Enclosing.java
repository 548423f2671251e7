package io.colloquy.llm.files;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.llm.model.Question;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the files that users sent into a question: as they are where the model takes them, else what
 * is to be read in them, else a word that they were sent. What was sent last goes first: when there
 * is no room for all, earlier files are told of in words.
 */
public final class Enclosing {

  /** That one file may add to the words of a question. */
  private static final int LONGEST_TEXT = 100_000;

  private final Accepted accepted;
  private final FileSource source;
  private final Map<String, byte[]> enclosed = new HashMap<>();
  private long taken;

  private Enclosing(Accepted accepted, FileSource source) {
    this.accepted = accepted;
    this.source = source;
  }

  /** The question with what was fetched; the same one if there are no files in it. */
  public static Question in(Question question, Accepted accepted, FileSource source)
      throws InterruptedException {
    if (question.messages().stream().allMatch(message -> message.files().isEmpty())) {
      return question;
    }
    var enclosing = new Enclosing(accepted, source);
    List<ChatMessage> messages = new ArrayList<>();
    for (var message : question.messages().reversed()) {
      messages.add(message.files().isEmpty() ? message : enclosing.message(message));
    }
    return question.enclosing(messages.reversed(), enclosing.enclosed);
  }

  private ChatMessage message(ChatMessage message) throws InterruptedException {
    List<SentFile> shown = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (var file : message.files()) {
      var why = show(file);
      if (why.isEmpty()) {
        shown.add(file);
      } else {
        told.add(why.get());
      }
    }
    return ChatMessage.user(joined(message.content(), told), shown);
  }

  /** Encloses it, or returns what is said of it instead. */
  private Optional<String> show(SentFile file) throws InterruptedException {
    if (!accepted.takes(file)) {
      return Optional.of(file.isImage() ? note(file, "you cannot see") : read(file));
    }
    if (enclosed.containsKey(file.fileId())) {
      return Optional.empty();
    }
    if (!accepted.hasRoomFor(file, taken)) {
      return Optional.of(
          file.isImage() ? note(file, "is too large to be shown to you") : read(file));
    }
    var bytes = source.bytes(file);
    bytes.ifPresent(
        fetched -> {
          enclosed.put(file.fileId(), fetched);
          taken += fetched.length;
        });
    return bytes.isPresent()
        ? Optional.empty()
        : Optional.of(note(file, "cannot be shown to you now"));
  }

  private String read(SentFile file) throws InterruptedException {
    return source
        .words(file)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> quoted(file, text))
        .orElseGet(() -> note(file, "holds no text that you could read"));
  }

  private static String quoted(SentFile file, String text) {
    boolean whole = text.length() <= LONGEST_TEXT;
    return "[File %s]\n%s\n[End of file %s%s]"
        .formatted(
            file.name(),
            whole ? text : text.substring(0, LONGEST_TEXT),
            file.name(),
            whole ? "" : ", of which this is the beginning");
  }

  private static String note(SentFile file, String what) {
    return "[The user sent the file %s (%s), which %s.]"
        .formatted(file.name(), file.mediaType(), what);
  }

  private static String joined(String content, List<String> notes) {
    List<String> parts = new ArrayList<>(notes);
    if (!content.isBlank()) {
      parts.addFirst(content);
    }
    return String.join("\n\n", parts);
  }
}
