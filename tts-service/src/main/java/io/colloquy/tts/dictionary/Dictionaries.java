package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The dictionaries. Every change of rules makes a version; the versions before it stay as they
 * were, since agents may name them. A list reads no rules. Every method is to be called on a Vert.x
 * context.
 */
@ApplicationScoped
class Dictionaries {

  static final String CURRENT = "current";
  static final String ARCHIVED = "archived";

  private static final String LATEST = "latest_version_id";

  private final Shelf dictionaries;
  private final Shelf versions;

  Dictionaries(Clock clock) {
    dictionaries = new Shelf("pronunciation_dictionary", Dictionaries::label, clock);
    versions =
        new Shelf(
            "pronunciation_dictionary_version",
            version -> Shelf.Label.of("", version.path("dictionary_id").asText()),
            clock);
  }

  /** A dictionary without its rules, as clients see it. */
  record Described(String id, ObjectNode description) {

    private static Described of(Shelf.Entry entry) {
      return new Described(entry.id(), entry.body());
    }

    String latestVersion() {
      return description.path(LATEST).asText();
    }
  }

  /** One version: all rules that it has, in the language of its lexicon. */
  record Version(String dictionaryId, String language, Rules rules) {

    private static Version of(Shelf.Entry entry) {
      return new Version(
          entry.body().path("dictionary_id").asText(),
          entry.body().path("language").asText(Lexicon.USUAL_LANGUAGE),
          Rules.stored(entry.body().path("rules")));
    }

    private ObjectNode document() {
      var document = Json.MAPPER.createObjectNode();
      document.put("dictionary_id", dictionaryId);
      document.put("language", language);
      document.set("rules", rules.json());
      return document;
    }
  }

  private static Shelf.Label label(ObjectNode dictionary) {
    return Shelf.Label.of(
        dictionary.path("name").asText(),
        dictionary.hasNonNull("archived_time_unix") ? ARCHIVED : CURRENT);
  }

  /**
   * @param description with at least a name
   */
  Uni<Described> add(Workspace workspace, ObjectNode description, String language, Rules rules) {
    var id = Ids.random("pdict_");
    var versionId = newVersionId();
    var described = description.deepCopy();
    point(described, versionId, rules);
    return Panache.withTransaction(
        () ->
            versions
                .create(workspace, versionId, new Version(id, language, rules).document())
                .chain(() -> dictionaries.create(workspace, id, described))
                .map(Described::of));
  }

  private static String newVersionId() {
    return Ids.random("pdver_");
  }

  private static void point(ObjectNode description, String versionId, Rules rules) {
    description.put(LATEST, versionId).put("latest_version_rules_num", rules.size());
  }

  /** Fails with a refusal (404) if there is none, like all that follow. */
  Uni<Described> get(Workspace workspace, String id) {
    return dictionaries.get(workspace, id).map(Described::of);
  }

  Uni<Version> version(Workspace workspace, String id, String versionId) {
    return versions
        .find(workspace, versionId)
        .map(
            found ->
                found
                    .map(Version::of)
                    .filter(version -> version.dictionaryId().equals(id))
                    .orElseThrow(
                        () -> Refusal.notFound("pronunciation_dictionary_version", versionId)));
  }

  /**
   * Which version of a dictionary is the latest, in whichever workspace it is: a voice names
   * dictionaries by ids that nobody guesses.
   */
  Uni<Optional<String>> latestAnywhere(String id) {
    return dictionaries
        .findAnywhere(id)
        .map(found -> found.map(Described::of).map(Described::latestVersion));
  }

  /** The rules of one version of a dictionary, likewise. */
  Uni<Optional<Rules>> rulesAnywhere(String id, String versionId) {
    return versions
        .findAnywhere(versionId)
        .map(
            found ->
                found
                    .map(Version::of)
                    .filter(version -> version.dictionaryId().equals(id))
                    .map(Version::rules));
  }

  Uni<Page> list(Workspace workspace, ListRequest request) {
    return dictionaries.list(workspace, request);
  }

  /** Changes what is said about a dictionary, not its rules. */
  Uni<Described> describe(Workspace workspace, String id, UnaryOperator<ObjectNode> change) {
    return dictionaries.change(workspace, id, change).map(Described::of);
  }

  /** Makes a version of the latest one's rules. */
  Uni<Described> change(Workspace workspace, String id, UnaryOperator<Rules> change) {
    return Panache.withTransaction(
        () ->
            // Locked first, so that of two changes at once the second builds on the first.
            describe(workspace, id, description -> description)
                .chain(dictionary -> version(workspace, id, dictionary.latestVersion()))
                .chain(version -> newVersion(workspace, version, change)));
  }

  private Uni<Described> newVersion(
      Workspace workspace, Version before, UnaryOperator<Rules> change) {
    var rules = change.apply(before.rules());
    var id = before.dictionaryId();
    var versionId = newVersionId();
    return versions
        .create(workspace, versionId, new Version(id, before.language(), rules).document())
        .chain(
            () ->
                describe(
                    workspace,
                    id,
                    description -> {
                      point(description, versionId, rules);
                      return description;
                    }));
  }
}
