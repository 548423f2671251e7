package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The phone numbers. Every method is to be called on a Vert.x context. */
@ApplicationScoped
public class PhoneNumbers {

  private static final int MOST_LISTED = 10_000;

  private final Credentials credentials;
  private final Shelf shelf;

  /** A number and where it is found. */
  public record Held(String id, PhoneNumber number) {
    private static Held of(Shelf.Entry entry) {
      return new Held(entry.id(), new PhoneNumber(entry.body()));
    }

    /**
     * @throws InvalidRequest if nobody can be called from this number
     */
    public void requireOutbound() {
      if (!number.supportsOutbound()) {
        throw new InvalidRequest(
            Flaw.ofValue(
                List.of(Flaw.BODY, "agent_phone_number_id"),
                "Nobody can be called from this number"));
      }
    }
  }

  PhoneNumbers(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    shelf = new Shelf("phone_number", PhoneNumbers::label, clock);
  }

  private static Shelf.Label label(ObjectNode document) {
    var number = new PhoneNumber(document);
    return Shelf.Label.of(number.label(), number.provider());
  }

  Uni<Held> add(Workspace workspace, ObjectNode request) {
    var id = Ids.random("phnum_");
    return shelf.create(workspace, id, credentials.sealed(request, id)).map(Held::of);
  }

  /** Fails with a refusal (404) if there is none. */
  public Uni<Held> get(Workspace workspace, String id) {
    return shelf.get(workspace, id).map(Held::of);
  }

  /** All that there are, the newest first; this list of the interface has no pages. */
  Uni<List<Held>> all(Workspace workspace, Optional<String> provider) {
    var everything =
        ListRequest.newestFirst(
            MOST_LISTED, provider.stream().toList(), "cursor", Optional.empty());
    return shelf
        .list(workspace, everything)
        .map(page -> page.entries().stream().map(Held::of).toList());
  }

  Uni<Held> change(Workspace workspace, String id, ObjectNode patch) {
    var sealed = credentials.sealed(patch, id);
    return shelf
        .change(workspace, id, document -> new PhoneNumber(document).changed(sealed).document())
        .map(Held::of);
  }

  Uni<Held> delete(Workspace workspace, String id) {
    return shelf.delete(workspace, id).map(Held::of);
  }
}
