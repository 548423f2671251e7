package io.colloquy.conversation.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.document.Arguments;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of dependents, and where the next one starts; empty on the last. */
public record DependentPage(List<ObjectNode> dependents, Optional<String> nextCursor) {

  private static final String ORDER = "id asc";

  /** A list that goes on after an id. */
  @FunctionalInterface
  public interface Source {
    Uni<List<Dependent>> list(String after, int most);
  }

  /**
   * From the parameters {@code page_size} and {@code cursor}.
   *
   * @throws InvalidRequest if the cursor is none
   */
  public static Uni<DependentPage> of(Arguments query, Source source) {
    int size = Math.toIntExact(query.number("page_size").orElseThrow());
    var after = query.text("cursor").map(DependentPage::after).orElse("");
    return source.list(after, size + 1).map(found -> of(found, size));
  }

  private static String after(String cursor) {
    return Cursor.read(cursor, ORDER)
        .map(Cursor::id)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"), "Input should be a cursor of this list")));
  }

  /** The first of those found. */
  public static DependentPage of(List<Dependent> found, int size) {
    boolean more = found.size() > size;
    var shown = more ? found.subList(0, size) : found;
    Function<Dependent, String> next = last -> new Cursor(ORDER, last.id(), last.id()).text();
    return new DependentPage(
        shown.stream().map(Dependent::view).toList(),
        more && size > 0 ? Optional.of(next.apply(shown.getLast())) : Optional.empty());
  }
}
