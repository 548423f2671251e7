package io.colloquy.analysis.webhooks;

import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.blobs.BlobStore;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** A recording that is there only when its conversation was concluded long ago. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class LateSoundTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Workshop mine = Workshop.ofItsOwn();
  private final String call = Ids.conversation();

  @Inject Subscriptions subscriptions;
  @Inject Pool pool;
  @Inject BlobStore blobs;

  @Test
  void webhooksAreToldOfTheSoundWhenItIsThere() throws Exception {
    try (var receiver = Receiver.thatAnswers(200);
        var publisher = new Publisher()) {
      var webhook = mine.webhook(receiver.url());
      mine.says(
          subscriptions, "'post_call_webhook_id': '" + webhook.id() + "', 'send_audio': true");
      aRecordingThatIsNotMadeYet();
      publisher.publish(
          Topics.CONVERSATIONS, call, ofMine(started(call).event(Instant.now()).encode()));
      publisher.publish(
          Topics.TRANSCRIPTS, call, ofMine(turn(call, 0).event(Instant.now()).encode()));
      publisher.publish(
          Topics.CONVERSATIONS, call, ofMine(ended(call, 1).event(Instant.now()).encode()));
      await().atMost(PATIENCE).until(() -> receiver.received().size() == 1);
      assertThat(receiver.received().getFirst().text())
          .contains("\"post_call_transcription\"", "\"has_audio\":false");

      theRecordingIsMade();

      await().atMost(PATIENCE).until(() -> receiver.received().size() == 2);
      assertThat(receiver.received().getLast().text())
          .contains("\"post_call_audio\"", call, "\"full_audio\":\"AQID\"");
      await().atMost(PATIENCE).until(this::nothingIsLeftToBeDone);
    }
  }

  private Packet ofMine(Packet packet) {
    var headers = new HashMap<>(packet.headers());
    headers.put(Workspace.HEADER, mine.workspace());
    return new Packet(headers, packet.body());
  }

  /** Of which parts came from an edge until some minutes from now: nobody takes it as over. */
  private void aRecordingThatIsNotMadeYet() {
    pool.preparedQuery(
            "insert into analysis.recording (conversation_id, state, heard_at)"
                + " values ($1, 'OPEN', now() + interval '10 minutes')")
        .executeAndAwait(Tuple.of(call));
  }

  private void theRecordingIsMade() throws Exception {
    blobs.put("recordings/" + call + "/call.mp3", new byte[] {1, 2, 3});
    pool.preparedQuery(
            "update analysis.recording set state = 'FINISHED', has_user = true, has_agent = true,"
                + " complete = true, finished_at = now(), parts_kept = false"
                + " where conversation_id = $1")
        .executeAndAwait(Tuple.of(call));
  }

  private boolean nothingIsLeftToBeDone() {
    return pool.preparedQuery("select 1 from analysis.after_call where conversation_id = $1")
            .executeAndAwait(Tuple.of(call))
            .size()
        == 0;
  }
}
