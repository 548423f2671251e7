package io.colloquy.rest.shelf;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param nextCursor where the next one starts; empty on the last
 */
public record Page(List<Shelf.Entry> entries, Optional<String> nextCursor) {

  public boolean hasMore() {
    return nextCursor.isPresent();
  }

  /**
   * @param rows one more than the page holds, if there are as many
   */
  static Page of(List<StoredDocument> rows, ListRequest request) {
    boolean more = rows.size() > request.pageSize();
    var shown = more ? rows.subList(0, request.pageSize()) : rows;
    return new Page(
        shown.stream().map(StoredDocument::entry).toList(),
        more ? Optional.of(request.after(shown.getLast()).text()) : Optional.empty());
  }
}
