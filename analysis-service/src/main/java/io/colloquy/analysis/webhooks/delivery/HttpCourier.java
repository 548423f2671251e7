package io.colloquy.analysis.webhooks.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colloquy.analysis.webhooks.delivery.Outcome.Fault;
import io.colloquy.analysis.webhooks.delivery.Outcome.Unsent;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jboss.logging.Logger;

/**
 * Signs and posts. A body is read twice: for the signature, which goes before it, and to be sent;
 * if it was not the same both times, its end is not sent, so that no receiver takes it for whole.
 */
final class HttpCourier implements Courier {

  private static final Logger LOG = Logger.getLogger(HttpCourier.class);
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final Poster poster;
  private final AudioSource recordings;
  private final BinaryOperator<String> open;
  private final InstantSource clock;
  private final Limits limits;

  /** For a whole attempt. */
  record Limits(Duration text, Duration audio) {}

  /**
   * @param open what was sealed, for the webhook with this id; fails if that cannot be done
   */
  HttpCourier(
      Poster poster,
      AudioSource recordings,
      BinaryOperator<String> open,
      InstantSource clock,
      Limits limits) {
    this.poster = poster;
    this.recordings = recordings;
    this.open = open;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public Done bring(Claim claim) throws InterruptedException {
    var startedAt = clock.instant();
    if (claim.attempt() > 1 && !claim.retried()) {
      return done(claim, new Unsent(Fault.PERHAPS_SENT), startedAt, Optional.empty());
    }
    try {
      var body = body(claim.event());
      var signed = sign(claim, body, startedAt);
      var headers = headers(claim.receiver());
      headers.putAll(signed.headers());
      var outcome =
          poster.post(
              claim.receiver().url(),
              headers,
              body.length().isPresent() ? body : new Body.Same(body, signed.sha256()),
              limit(claim.event().kind()),
              !claim.retried());
      return done(claim, outcome, startedAt, Optional.of(signed.sha256()));
    } catch (Body.Gone _) {
      return done(claim, new Unsent(Fault.CONTENT_GONE), startedAt, Optional.empty());
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "the delivery of event %s cannot be prepared", claim.event().id());
      return done(claim, new Unsent(Fault.INTERNAL), startedAt, Optional.empty());
    }
  }

  private Done done(Claim claim, Outcome outcome, Instant startedAt, Optional<String> sha256) {
    return new Done(
        claim, outcome, startedAt, Duration.between(startedAt, clock.instant()), sha256);
  }

  private Duration limit(EventKind kind) {
    return kind == EventKind.POST_CALL_AUDIO ? limits.audio() : limits.text();
  }

  private Body body(Claim.Event event) throws Body.Gone {
    if (event.kind() == EventKind.POST_CALL_AUDIO) {
      return Envelope.ofAudio(
          event, () -> recordings.open(event.workspace(), event.conversationId()));
    }
    return new Body.Whole(event.body().orElseThrow(Body.Gone::new));
  }

  private Signer.Signed sign(Claim claim, Body body, Instant now) throws IOException {
    var signer = new Signer(secrets(claim), claim.event().id(), now.getEpochSecond());
    body.readTo(signer::take);
    return signer.end();
  }

  /**
   * While two secrets hold, a receiver that looks at one signature only may have either. The first
   * attempt is for those that have not changed yet, the next for those that have, and so on.
   */
  private List<String> secrets(Claim claim) {
    var receiver = claim.receiver();
    List<String> secrets = new ArrayList<>();
    secrets.add(open.apply(receiver.sealedSecret(), receiver.webhookId()));
    receiver
        .sealedPrevious()
        .map(text -> open.apply(text, receiver.webhookId()))
        .ifPresent(old -> secrets.add(claim.attempt() % 2 == 1 ? 0 : 1, old));
    return secrets;
  }

  private Map<String, String> headers(Claim.Receiver receiver) {
    return receiver
        .sealedHeaders()
        .map(text -> open.apply(text, receiver.webhookId()))
        .map(HttpCourier::parsed)
        .orElseGet(LinkedHashMap::new);
  }

  private static Map<String, String> parsed(String json) {
    try {
      return Json.MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException("stored headers are no JSON", e);
    }
  }
}
