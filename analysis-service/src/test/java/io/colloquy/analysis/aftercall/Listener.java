package io.colloquy.analysis.aftercall;

import static org.awaitility.Awaitility.await;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.contracts.event.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;

/** Another system that listens on a public topic. */
final class Listener implements AutoCloseable {

  private final List<Delivery> heard = new CopyOnWriteArrayList<>();
  private final Inbox inbox;

  Listener(String topic) {
    inbox =
        Inbox.ofGroup(
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
            new Inbox.Group("listener-" + UUID.randomUUID(), Optional.empty()),
            Set.of(topic),
            Inbox.Ownership.unobserved(),
            heard::add);
  }

  /** The first events with this key, as soon as there are as many. */
  <T> List<CloudEvent<T>> events(String key, int count, Class<T> type) {
    await().atMost(Duration.ofSeconds(20)).until(() -> of(key).size() >= count);
    return of(key).stream()
        .limit(count)
        .map(delivery -> CloudEvent.decode(delivery.packet(), type))
        .toList();
  }

  private List<Delivery> of(String key) {
    return heard.stream().filter(delivery -> key.equals(delivery.key())).toList();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
