package io.colloquy.benchmarks;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Asks for answers of a {@link TokenServer}, straight or through the llm-cascade-service. */
final class Streams implements AutoCloseable {

  /**
   * What was seen of one answer.
   *
   * @param firstNanos from the asking to the first token
   * @param tokensNanos how long each token was on its way
   */
  record Seen(AtomicLong firstNanos, Queue<Long> tokensNanos, CountDownLatch over, long from) {

    static Seen now() {
      return new Seen(
          new AtomicLong(),
          new ConcurrentLinkedQueue<>(),
          new CountDownLatch(1),
          System.nanoTime());
    }

    void take(String text) {
      for (var token : text.strip().split(" ")) {
        firstNanos.compareAndSet(0, System.nanoTime() - from);
        tokensNanos.add(TokenServer.ageNanos(token));
      }
    }

    Seen await() throws InterruptedException {
      if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("no end within " + PATIENCE);
      }
      return this;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");
  private static final String MODEL = "gpt-4o";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Seen> running = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final String provider;
  private final Sender sender;
  private final Inbox inbox;

  Streams(String kafka, String provider) throws InterruptedException {
    this.provider = provider;
    this.sender = Sender.live(kafka);
    this.inbox =
        Inbox.ofGroup(
            kafka,
            new Inbox.Group("benchmark", Optional.empty()),
            Set.of(Topics.LLM_DELTAS),
            Inbox.Ownership.unobserved(),
            this::delta);
    if (!inbox.awaitAssignment(PATIENCE)) {
      throw new IllegalStateException("no partitions after " + PATIENCE);
    }
  }

  private void delta(Delivery delivery) {
    var delta = LlmDelta.CODEC.decode(delivery.packet());
    var seen = running.get(delta.generationId());
    switch (delta) {
      case LlmDelta.Text text -> seen.take(text.text());
      case LlmDelta.Finished finished -> seen.over().countDown();
      case LlmDelta.Failed failed -> throw new IllegalStateException(failed.message());
      case LlmDelta.ToolCall call -> throw new IllegalStateException("a call in " + call);
    }
  }

  /** Through the service. */
  Seen ask(int tokens) {
    var id = "gen_" + ids.incrementAndGet();
    var seen = Seen.now();
    running.put(id, seen);
    var request =
        new LlmRequest.Generate(
            "conv_" + id,
            id,
            MODEL,
            List.of(ChatMessage.user("Count.")),
            0,
            tokens,
            System.currentTimeMillis());
    var _ =
        sender.send(
            Topics.LLM_REQUESTS, request.conversationId(), LlmRequest.CODEC.encode(request));
    return seen;
  }

  /** Without it, as a client would that has nothing else to do. */
  Seen askStraight(int tokens) {
    var body =
        "{\"model\":\"%s\",\"stream\":true,\"max_tokens\":%d,\"messages\":[]}"
            .formatted(MODEL, tokens);
    var request =
        HttpRequest.newBuilder(URI.create(provider + "/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var seen = Seen.now();
    var _ = Thread.ofVirtual().start(() -> read(request, seen));
    return seen;
  }

  private void read(HttpRequest request, Seen seen) {
    try (var stream = http.send(request, BodyHandlers.ofInputStream()).body();
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var content = CONTENT.matcher(line);
        if (content.find()) {
          seen.take(content.group(1));
        }
      }
      seen.over().countDown();
    } catch (IOException e) {
      throw new IllegalStateException("the provider left", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    inbox.close();
    sender.close();
    http.close();
  }
}
