package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Access;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Documents and folders as the REST interface shows them. */
@ApplicationScoped
public class DocumentViews {

  /** Lists name an agent for each document that it uses; a list of all of them is elsewhere. */
  private static final int MOST_AGENTS = 1000;

  private final Documents documents;
  private final Folders folders;
  private final AgentsUsing agents;
  private final KnowledgeConfig config;

  @Inject
  public DocumentViews(
      Documents documents, Folders folders, AgentsUsing agents, KnowledgeConfig config) {
    this.documents = documents;
    this.folders = folders;
    this.agents = agents;
    this.config = config;
  }

  /** A document with what it says, or a folder. */
  Uni<ObjectNode> whole(Workspace workspace, Document document) {
    var path = folders.path(workspace, document.id());
    return document.isFolder()
        ? path.chain(
            steps ->
                counted(workspace, List.of(document))
                    .map(counts -> withPath(folder(document, counts), steps)))
        : path.chain(
            steps ->
                documents
                    .content(workspace, document.id())
                    .map(
                        content ->
                            withPath(base(document), steps)
                                .put("extracted_inner_html", content.html())
                                .put("content_format", "html")));
  }

  private static ObjectNode withPath(ObjectNode view, List<Folders.Step> steps) {
    var path = view.putArray("folder_path");
    steps.forEach(step -> path.addObject().put("id", step.id()).put("name", step.name()));
    return view;
  }

  /** What a list shows, in the same order. */
  Uni<List<ObjectNode>> summaries(Workspace workspace, List<Document> shown) {
    var ids = shown.stream().map(Document::id).toList();
    return counted(workspace, shown)
        .chain(
            counts ->
                agents
                    .of(workspace, ids, "", MOST_AGENTS)
                    .map(users -> shown.stream().map(one -> summary(one, counts, users)).toList()));
  }

  private Uni<Map<String, Folders.Count>> counted(Workspace workspace, Collection<Document> shown) {
    return folders.count(
        workspace, shown.stream().filter(Document::isFolder).map(Document::id).toList());
  }

  private ObjectNode summary(
      Document document, Map<String, Folders.Count> counts, List<AgentsUsing.User> users) {
    var view = document.isFolder() ? folder(document, counts) : base(document);
    var dependent = view.putArray("dependent_agents");
    users.stream()
        .filter(user -> user.documents().contains(document.id()))
        .forEach(user -> dependent.add(user.agent().view()));
    return view;
  }

  private ObjectNode folder(Document document, Map<String, Folders.Count> counts) {
    var count = counts.getOrDefault(document.id(), Folders.Count.EMPTY);
    return base(document)
        .put("children_count", count.children())
        .put("document_count", count.documents());
  }

  private ObjectNode base(Document document) {
    var view =
        Json.MAPPER
            .createObjectNode()
            .put("id", document.id())
            .put("type", document.type().wireName())
            .put("name", document.name())
            .put("folder_parent_id", document.folderId().orElse(null));
    view.putObject("metadata")
        .put("created_at_unix_secs", document.createdAt().getEpochSecond())
        .put("last_updated_at_unix_secs", document.updatedAt().getEpochSecond())
        .put("size_bytes", document.sizeBytes());
    var usages = view.putArray("supported_usages");
    if (document.characters() <= config.maxPromptCharacters()) {
      usages.add("prompt");
    }
    usages.add("auto");
    view.set("access_info", Access.info());
    document.url().ifPresent(url -> view.put("url", url));
    document.filename().ifPresent(name -> view.put("filename", name));
    return view;
  }

  static ObjectNode index(Index index) {
    var view =
        Json.MAPPER
            .createObjectNode()
            .put("id", index.id())
            .put("model", index.model())
            .put("status", index.status().wireName())
            .put("progress_percentage", index.progress());
    view.putObject("document_model_index_usage").put("used_bytes", index.usedBytes());
    index.reason().ifPresent(reason -> view.put("failure_reason", reason));
    return view;
  }
}
