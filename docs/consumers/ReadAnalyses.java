import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints what came of each conversation, as soon as it was analysed.
 *
 * <pre>
 *   java -cp 'kafka-clients.jar:slf4j-api.jar' ReadAnalyses.java localhost:9092
 * </pre>
 */
public class ReadAnalyses {

  private static final String ANALYSED = "io.colloquy.conversation.analysed.v1";

  public static void main(String[] arguments) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", arguments[0],
            "group.id", "read-analyses",
            "auto.offset.reset", "earliest",
            // Offsets are committed below, after the work: what is cut off comes again.
            "enable.auto.commit", "false");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("post-call-analysis"));
      // Delivery is at least once. A real consumer keeps this where it keeps its results.
      Set<String> seen = new HashSet<>();
      while (true) {
        for (var event : consumer.poll(Duration.ofSeconds(1))) {
          if (header(event, "ce_type").equals(ANALYSED) && seen.add(header(event, "ce_id"))) {
            System.out.println(header(event, "ce_id") + " " + event.value());
          }
        }
        consumer.commitSync();
      }
    }
  }

  private static String header(ConsumerRecord<?, ?> event, String name) {
    var header = event.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
