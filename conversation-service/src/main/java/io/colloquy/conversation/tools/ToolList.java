package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A list of tools as the interface shows it. */
record ToolList(List<ObjectNode> tools, Optional<String> nextCursor, boolean hasMore) {

  static ToolList of(Page page) {
    return new ToolList(
        page.entries().stream().map(ToolView::shown).toList(), page.nextCursor(), page.hasMore());
  }

  /** Of an agent's tools, which are few: all on one page, whatever its size. */
  static ToolList whole(List<Shelf.Entry> entries, ListRequest request) {
    Comparator<Shelf.Entry> order =
        request.sortBy() == ListRequest.SortBy.NAME
            ? Comparator.comparing(ToolList::name)
            : Comparator.comparing(Shelf.Entry::createdAt);
    var sorted = order.thenComparing(Shelf.Entry::id);
    return new ToolList(
        entries.stream()
            .filter(tool -> matches(tool, request))
            .sorted(request.descending() ? sorted.reversed() : sorted)
            .map(ToolView::shown)
            .toList(),
        Optional.empty(),
        false);
  }

  private static boolean matches(Shelf.Entry tool, ListRequest request) {
    var type = tool.body().at("/tool_config/type").asText();
    var name = name(tool).toLowerCase(Locale.ROOT);
    return (request.types().isEmpty() || request.types().contains(type))
        && request.prefix().map(text -> text.toLowerCase(Locale.ROOT)).stream()
            .allMatch(name::startsWith);
  }

  private static String name(Shelf.Entry tool) {
    return tool.body().at("/tool_config/name").asText();
  }
}
