package io.colloquy.conversation.knowledge;

import io.colloquy.conversation.usage.Dependent;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Deletes documents, and sees to the agents that use them. To be called on a Vert.x context. */
@ApplicationScoped
public class Removal {

  private static final int AGENTS_AT_ONCE = 100;
  private static final int AGENTS_NAMED = 10;

  private final Documents documents;
  private final Folders folders;
  private final AgentsUsing agents;

  @Inject
  public Removal(Documents documents, Folders folders, AgentsUsing agents) {
    this.documents = documents;
    this.folders = folders;
    this.agents = agents;
  }

  /**
   * Deletes a document or a folder.
   *
   * @param force takes it away from the agents that use it, and a folder with all that lies in it;
   *     otherwise these are reasons to refuse (409)
   */
  Uni<Void> delete(Workspace workspace, String id, boolean force) {
    return documents
        .get(workspace, id)
        .chain(() -> folders.within(workspace, id))
        .chain(gone -> force ? forget(workspace, gone, "") : requireUnused(workspace, id, gone))
        .chain(() -> documents.delete(workspace, id));
  }

  private Uni<Void> requireUnused(Workspace workspace, String id, List<String> gone) {
    if (gone.size() > 1) {
      return Uni.createFrom()
          .failure(
              () ->
                  new Refusal(
                      409, "folder_not_empty", "The folder '%s' is not empty.".formatted(id)));
    }
    return agents
        .of(workspace, gone, "", AGENTS_NAMED)
        .invoke(
            users -> {
              if (!users.isEmpty()) {
                var named = Dependent.named(users.stream().map(AgentsUsing.User::agent).toList());
                throw Refusal.inUse(Documents.KIND, id, "the agents " + named);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> forget(Workspace workspace, List<String> gone, String after) {
    return agents
        .of(workspace, gone, after, AGENTS_AT_ONCE)
        .chain(
            users ->
                users.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : forget(workspace, users)
                        .chain(() -> forget(workspace, gone, users.getLast().agent().id())));
  }

  private Uni<Void> forget(Workspace workspace, List<AgentsUsing.User> users) {
    return Multi.createFrom()
        .iterable(users)
        .onItem()
        .transformToUniAndConcatenate(user -> agents.forget(workspace, user))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
