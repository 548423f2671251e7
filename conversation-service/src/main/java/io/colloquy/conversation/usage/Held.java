package io.colloquy.conversation.usage;

import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** Documents that something is about to name, kept from being deleted meanwhile. */
public final class Held {

  /**
   * Those of the ids that are there. Until the end of the transaction around it they stay there.
   *
   * @param kind of the documents
   */
  public static Uni<Set<String>> of(Workspace workspace, String kind, List<String> ids) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        """
                        select id from conversation.document
                        where workspace = ?1 and kind = ?2 and id = any(string_to_array(?3, ','))
                        for share
                        """,
                        String.class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, kind)
                    .setParameter(3, String.join(",", ids))
                    .getResultList())
        .map(Set::copyOf);
  }

  private Held() {}
}
