package io.colloquy.conversation.knowledge;

/** An id in a path. A NUL, which no id holds, must not reach PostgreSQL. */
public record ObjectId(String text) {

  public ObjectId {
    text = text.replace('\0', '\uFFFD');
  }
}
