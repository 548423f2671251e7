package io.colloquy.llm.hosted;

import io.colloquy.llm.files.Enclosing;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Question;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

/** A model behind HTTP that answers with a stream of server-sent events. */
public final class HostedModel implements LanguageModel, AutoCloseable {

  private final Protocol protocol;
  private final FileSource files;
  private final Failures failures;
  private final HttpClient http;

  /** A model that is shown no files. */
  public HostedModel(Protocol protocol, Duration connectTimeout) {
    this(protocol, connectTimeout, FileSource.NONE);
  }

  public HostedModel(Protocol protocol, Duration connectTimeout, FileSource files) {
    this(protocol, client(protocol.baseUrl(), connectTimeout), files);
  }

  /**
   * @param http shared with others; this model must not be closed then
   */
  public HostedModel(Protocol protocol, HttpClient http, FileSource files) {
    this.protocol = protocol;
    this.files = files;
    this.failures = new Failures(protocol);
    this.http = http;
  }

  /** A client that fits an address. */
  public static HttpClient client(String baseUrl, Duration connectTimeout) {
    // Over plain HTTP the offer to upgrade to HTTP/2 confuses some local servers.
    boolean tls = baseUrl.startsWith("https:");
    return HttpClient.newBuilder()
        .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .build();
  }

  @Override
  public String provider() {
    return protocol.provider();
  }

  @Override
  public boolean keepsToSchemas() {
    return true;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var gate = new AnswerGate(listener);
    var exchange = new Exchange(http);
    var _ = Thread.ofVirtual().name(provider()).start(() -> run(question, exchange, gate));
    return () -> {
      gate.close();
      exchange.close();
    };
  }

  private void run(Question question, Exchange exchange, AnswerGate gate) {
    try {
      var whole = Enclosing.in(question, protocol.accepted(question), files);
      exchange.run(protocol.request(whole), protocol.reading(question, gate));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gate.failed(failures.of(e));
    } catch (IOException | RuntimeException e) {
      gate.failed(failures.of(e));
    }
    gate.failed(new ModelFailure(Reason.BROKEN_OFF, "the model's stream ended without an end"));
  }

  /** Begins no further answer; those that run go on to their end. */
  public void retire() {
    http.shutdown();
  }

  /** Ends every answer that still runs. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
