package io.colloquy.analysis.recording;

import io.colloquy.analysis.store.History;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The sound of a conversation as an MP3 file: left the caller, right the agent. */
@Path("/v1/convai/conversations/{conversationId}/audio")
public class AudioResource {

  private static final Logger LOG = Logger.getLogger(AudioResource.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MP3 = "audio/mpeg";

  private final History history;
  private final Recordings recordings;

  public AudioResource(History history, Recordings recordings) {
    this.history = history;
    this.recordings = recordings;
  }

  @GET
  @RunOnVirtualThread
  public Response get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> condition) {
    var audio = find(workspace, conversationId);
    // A file never changes, but we name no version of it: who asks for one gets the whole.
    var wanted = range.filter(_ -> condition.isEmpty()).flatMap(r -> ByteRange.of(r, audio.size()));
    if (wanted.isEmpty()) {
      return answer(200, audio.size()).entity(stream(audio, 0, audio.size())).build();
    }
    var part = wanted.get();
    if (part.isEmpty()) {
      return Response.status(416)
          .header("Content-Range", part.of(audio.size()))
          .header("Accept-Ranges", "bytes")
          .build();
    }
    return answer(206, part.length())
        .header("Content-Range", part.of(audio.size()))
        .entity(stream(audio, part.from(), part.length()))
        .build();
  }

  @HEAD
  @RunOnVirtualThread
  public Response head(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId) {
    return answer(200, find(workspace, conversationId).size()).build();
  }

  private static Response.ResponseBuilder answer(int status, long length) {
    return Response.status(status)
        .type(MP3)
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header("Accept-Ranges", "bytes");
  }

  private static StreamingOutput stream(Recordings.Audio audio, long from, long length) {
    return out -> {
      try (var sound = audio.open(from, length)) {
        sound.transferTo(out);
      }
    };
  }

  private Recordings.Audio find(Workspace workspace, String conversationId) {
    // A NUL, which no id holds, must not reach PostgreSQL.
    var id = conversationId.replace('\0', '\uFFFD');
    if (known(history.read(workspace, id), "history").isEmpty()) {
      throw Refusal.notFound("conversation", conversationId);
    }
    return known(recordings.audio(id), "recordings")
        .orElseThrow(
            () ->
                new Refusal(
                    404,
                    "audio_not_found",
                    "There is no recording of the conversation '%s'.".formatted(conversationId)));
  }

  private static <T> T known(Uni<T> answer, String what) {
    try {
      return answer.await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      LOG.errorf(e, "the %s cannot be read", what);
      throw Refusal.unavailable(what);
    }
  }
}
