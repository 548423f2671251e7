package io.colloquy.analysis.webhooks.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How webhooks are delivered. */
@ConfigMapping(prefix = "colloquy.webhooks")
public interface DeliverySettings {

  @WithDefault("250ms")
  Duration poll();

  /** Deliveries that are under way at once, on this instance. */
  @WithDefault("256")
  int places();

  /** Of them to one webhook, on all instances together. */
  @WithDefault("8")
  int perReceiver();

  /** For the connection, its TLS included. */
  @WithDefault("5s")
  Duration connectTimeout();

  /** For the answer once all is sent, and for each piece of a recording. */
  @WithDefault("20s")
  Duration responseTimeout();

  /** For a whole attempt. */
  @WithDefault("30s")
  Duration timeLimit();

  /** For a whole attempt to send a recording. */
  @WithDefault("5m")
  Duration audioTimeLimit();

  /** The address of this machine from which deliveries go out. */
  Optional<String> localAddress();

  /** An HTTP proxy through which they go, such as {@code http://egress:3128}. */
  Optional<URI> proxy();

  /** A PEM file of the authorities that are trusted in place of those that Java knows. */
  Optional<String> trustedCertificates();

  /** Before each further attempt, in place of those of Standard Webhooks. */
  Optional<List<Duration>> pauses();

  /** How long the bodies of finished deliveries are kept, so that they can be replayed. */
  @WithDefault("P7D")
  Duration keepBodies();

  /** How long the log of deliveries is kept. */
  @WithDefault("P30D")
  Duration keepLog();
}
