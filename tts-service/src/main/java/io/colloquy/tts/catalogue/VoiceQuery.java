package io.colloquy.tts.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which voices somebody wants to see.
 *
 * @param after the last voice that was seen already; a list goes on behind it
 * @param pageSize 1 to 100
 * @param byName in the order of names rather than of the catalogue
 * @param ids these only; empty for all
 */
public record VoiceQuery(
    Optional<String> after,
    int pageSize,
    Optional<String> search,
    boolean byName,
    boolean descending,
    Set<String> ids) {

  /**
   * @param total how many there are on all pages together
   */
  public record Page(List<OfferedVoice> voices, boolean hasMore, int total) {}

  /** Empty if there is no voice to go on behind. */
  public Optional<Page> run(VoiceCatalogue catalogue) {
    var found =
        catalogue.all().stream()
            .filter(voice -> ids.isEmpty() || ids.contains(voice.id()))
            .filter(voice -> search.map(voice::mentions).orElse(true))
            .toList();
    var sorted = byName ? found.stream().sorted(order()).toList() : found;
    int from = after.map(id -> indexOf(sorted, id) + 1).orElse(0);
    if (after.isPresent() && from == 0) {
      return Optional.empty();
    }
    int to = Math.min(sorted.size(), from + pageSize);
    return Optional.of(new Page(sorted.subList(from, to), to < sorted.size(), sorted.size()));
  }

  private Comparator<OfferedVoice> order() {
    Comparator<OfferedVoice> order =
        Comparator.comparing((OfferedVoice voice) -> voice.name().toLowerCase(Locale.ROOT))
            .thenComparing(OfferedVoice::id);
    return descending ? order.reversed() : order;
  }

  private static int indexOf(List<OfferedVoice> voices, String id) {
    return voices.stream().map(OfferedVoice::id).toList().indexOf(id);
  }
}
