package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.gateway.access.Ticket;
import io.colloquy.gateway.access.Tickets;
import io.colloquy.gateway.capacity.WorkspaceLimits;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits at the socket: what a client sees of them, and that every ending gives a slot back. */
@QuarkusTest
class CapacityTest extends SocketTest {

  private static final RawSocket.Closed AGENT_FULL =
      new RawSocket.Closed(1013, "the agent has as many calls as it may have at once");
  private static final RawSocket.Closed WORKSPACE_FULL =
      new RawSocket.Closed(1013, "the workspace has as many calls as it may have at once");
  private static final RawSocket.Closed DAY_USED_UP =
      new RawSocket.Closed(
          1013, "the agent has had as many calls as it may have in a day, which ends at 00:00 UTC");
  private static final String CHAT =
      """
      {"type":"conversation_initiation_client_data",
       "conversation_config_override":{"conversation":{"text_only":true}}}""";

  /** How a call ends, or the wish for one. */
  enum End {
    CLIENT_CLOSES_BEFORE_ITS_FIRST_MESSAGE,
    CLIENT_IS_CUT_OFF_BEFORE_ITS_FIRST_MESSAGE,
    CLIENT_NEVER_SAYS_A_WORD,
    CLIENT_SAYS_SOMETHING_ELSE_FIRST,
    CLIENT_CLOSES,
    CLIENT_IS_CUT_OFF,
    CLIENT_SAYS_NONSENSE,
    OWNER_ENDS
  }

  @Inject Pool pool;
  @Inject WorkspaceLimits limits;
  @Inject Tickets tickets;

  @BeforeEach
  void beginWithFreeSlots() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> run("SELECT 1 FROM gateway.call_slot WHERE holder = '%s'") == 0);
    run("DELETE FROM gateway.agent_day");
  }

  @ParameterizedTest
  @EnumSource
  void everyEndingGivesTheSlotBack(End end) throws IOException {
    try (var socket = open(FakeOwner.SINGLE)) {
      try (var other = open(FakeOwner.SINGLE)) {
        assertThat(other.awaitClose()).isEqualTo(AGENT_FULL);
      }
      bring(socket, end);
      awaitRoom(FakeOwner.SINGLE);
    }
  }

  private void bring(RawSocket socket, End end) throws IOException {
    switch (end) {
      case CLIENT_CLOSES_BEFORE_ITS_FIRST_MESSAGE -> socket.close(1000);
      case CLIENT_IS_CUT_OFF_BEFORE_ITS_FIRST_MESSAGE -> socket.reset();
      case CLIENT_NEVER_SAYS_A_WORD -> assertThat(socket.awaitClose().code()).isEqualTo(1008);
      case CLIENT_SAYS_SOMETHING_ELSE_FIRST ->
          socket.send("{\"type\":\"user_message\",\"text\":\"hi\"}");
      case CLIENT_CLOSES -> {
        assertThat(socket.begin()).isNotEmpty();
        socket.close(1000);
      }
      case CLIENT_IS_CUT_OFF -> {
        assertThat(socket.begin()).isNotEmpty();
        socket.reset();
      }
      case CLIENT_SAYS_NONSENSE -> {
        assertThat(socket.begin()).isNotEmpty();
        socket.send("nonsense");
      }
      case OWNER_ENDS -> owner.say(socket.begin(), new EdgeOutput.Ended(1000, "goodbye"));
    }
  }

  @Test
  void clientsThatGoInTheMiddleOfTheirHandshakeKeepNoSlot() throws IOException {
    var request =
        """
        GET /v1/convai/conversation?agent_id=%s HTTP/1.1
        Host: test
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(FakeOwner.SINGLE)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 20; i++) {
      try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(request);
      }
    }
    awaitRoom(FakeOwner.SINGLE);
  }

  @Test
  void callsBeyondTheLimitOfTheWorkspaceAreMarked() throws IOException {
    limitSmallWorkspace(1);
    List<RawSocket> open = new ArrayList<>();
    try {
      List<Boolean> burst = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(open(FakeOwner.BURSTING));
        var opened = owner.awaitInput(open.getLast().begin(), EdgeInput.Opened.class);
        burst.add(opened.burst());
      }
      assertThat(burst).containsExactly(false, true, true);
      try (var tooMuch = open(FakeOwner.BURSTING)) {
        assertThat(tooMuch.awaitClose()).isEqualTo(WORKSPACE_FULL);
      }
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  /** CM-08: with one slot free, many chats can be opened one after the other. */
  @Test
  void chatsLeaveTheirSlotToTheNextAndNoCallLeavesOneToThem() throws IOException {
    List<RawSocket> chats = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        chats.add(awaitRoom(FakeOwner.SINGLE, CHAT));
      }
      assertThat(metric("colloquy_gateway_slots{pool=\"chat\"}")).isEqualTo(4);
      try (var call = awaitRoom(FakeOwner.SINGLE, "{\"type\":\"" + INITIATION + "\"}")) {
        assertThat(metric("colloquy_gateway_slots{pool=\"voice\"}")).isEqualTo(1);
        double refused = metric("colloquy_gateway_refused_total{reason=\"agent_full\"}");
        try (var chat = open(FakeOwner.SINGLE)) {
          assertThat(chat.awaitClose()).isEqualTo(AGENT_FULL);
        }
        assertThat(metric("colloquy_gateway_refused_total{reason=\"agent_full\"}"))
            .isEqualTo(refused + 1);
        call.close(1000);
      }
    } finally {
      for (var chat : chats) {
        chat.close();
      }
    }
  }

  @Test
  void anAgentBeginsAsManyConversationsADayAsItMay() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (var unheard = open(FakeOwner.TWICE)) {
        unheard.close(1000);
        unheard.drain();
      }
    }
    for (int i = 0; i < 2; i++) {
      awaitRoom(FakeOwner.TWICE);
    }
    try (var third = open(FakeOwner.TWICE)) {
      assertThat(third.awaitClose()).isEqualTo(DAY_USED_UP);
    }
  }

  @Test
  void aRefusalDoesNotUseASignedUrlUp() throws IOException {
    var id = Ids.conversation();
    var ticket =
        new Ticket(FakeOwner.SINGLE, "default", Optional.of(id), Instant.now().plusSeconds(60));
    var query = "?agent_id=" + FakeOwner.SINGLE + "&conversation_signature=" + tickets.sign(ticket);
    try (var first = open(FakeOwner.SINGLE)) {
      try (var refused = openWith(query)) {
        assertThat(refused.awaitClose()).isEqualTo(AGENT_FULL);
      }
      first.close(1000);
    }
    awaitRoom(FakeOwner.SINGLE);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (var socket = openWith(query)) {
                assertThat(socket.begin()).isEqualTo(id);
              }
            });
  }

  private static final String INITIATION = "conversation_initiation_client_data";

  /** Waits until a call may begin, and ends it. */
  private void awaitRoom(String agent) throws IOException {
    try (var socket = awaitRoom(agent, "{\"type\":\"" + INITIATION + "\"}")) {
      socket.close(1000);
      socket.drain();
    }
  }

  private RawSocket awaitRoom(String agent, String initiation) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> begun(agent, initiation), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<RawSocket> begun(String agent, String initiation) throws IOException {
    var socket = open(agent);
    socket.send(initiation);
    var first = socket.read();
    if (first.opcode() == RawSocket.TEXT) {
      return Optional.of(socket);
    }
    socket.close();
    return Optional.empty();
  }

  private void limitSmallWorkspace(int limit) {
    run(
        """
        INSERT INTO gateway.workspace (id, name, created_at, concurrency_limit)
        VALUES ('%s', 'Small', now(), %d)
        ON CONFLICT (id) DO UPDATE SET concurrency_limit = excluded.concurrency_limit
        """
            .formatted(FakeOwner.SMALL_WORKSPACE, limit));
    var _ = limits.read().await().atMost(Duration.ofSeconds(30));
  }

  private static double metric(String name) {
    return get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private int run(String sql) {
    return pool.query(sql.formatted(edge.holder()))
        .execute()
        .await()
        .atMost(Duration.ofSeconds(30))
        .rowCount();
  }
}
