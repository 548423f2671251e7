package io.colloquy.analysis.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.event.CloudEvent;
import io.colloquy.contracts.event.PostCallAnalysis;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The example in docs/consumers runs as its first lines say. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class ConsumerExampleTest {

  private static final Path EXAMPLE = Path.of("..", "docs", "consumers", "ReadAnalyses.java");

  @Test
  void theExampleReadsWhatIsPublishedOnce(@TempDir Path folder) throws IOException {
    var call = Ids.conversation();
    var event =
        new PostCallAnalysis(
                call,
                "agent_1",
                1,
                "done",
                1_763_884_800L,
                60,
                1_763_884_861L,
                new Analysis(Map.of(), Map.of(), Success.SUCCESS, "All well.", Optional.empty()))
            .event();
    publish(event);
    publish(event);

    var printed = folder.resolve("printed");
    var example = start(printed);
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(printed).content().contains(call));
      publish(event);
      var last = Ids.conversation();
      publish(
          new CloudEvent<>(last, event.type(), event.source(), last, event.time(), event.data()));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(printed).content().contains(last + " "));
      assertThat(Files.readAllLines(printed).stream().filter(line -> line.startsWith(call)))
          .singleElement()
          .asString()
          .contains("\"transcript_summary\":\"All well.\"");
    } finally {
      example.destroyForcibly();
    }
  }

  private static Process start(Path printed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            jar(KafkaConsumer.class) + ":" + jar(Logger.class),
            EXAMPLE.toString(),
            kafka())
        .redirectOutput(printed.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static void publish(CloudEvent<?> event) {
    var packet = event.encode();
    try (var publisher = new Publisher()) {
      publisher.publish(
          Topics.POST_CALL_ANALYSIS,
          event.subject(),
          packet.headers(),
          new String(packet.body(), StandardCharsets.UTF_8));
    }
  }

  private static String kafka() {
    return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  }
}
