package io.colloquy.bus;

import io.colloquy.contracts.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are not there yet, before any service starts. */
public final class TopicPlan {

  /** Bytes that one record may have: a system prompt of 2 MiB must fit, with all around it. */
  static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

  /**
   * @param replication copies of each partition: 1 on one machine, 3 in a cluster
   * @throws ExecutionException if the broker refuses
   */
  public static void ensure(String bootstrapServers, short replication)
      throws ExecutionException, InterruptedException {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      var existing = admin.listTopics().names().get();
      var missing =
          Topics.ALL.stream()
              .filter(plan -> !existing.contains(plan.name()))
              .map(plan -> topic(plan, replication))
              .toList();
      for (var creation : admin.createTopics(missing).values().values()) {
        awaitTopic(creation);
      }
    }
  }

  /** Somebody else may have created it since we looked. */
  private static void awaitTopic(Future<Void> creation)
      throws ExecutionException, InterruptedException {
    try {
      creation.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static NewTopic topic(Topics.Plan plan, short replication) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
    switch (plan.retention()) {
      case Topics.Retention.For(long millis) ->
          config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis));
      case Topics.Retention.Compacted() ->
          config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return new NewTopic(plan.name(), plan.partitions(), replication).configs(config);
  }

  private TopicPlan() {}
}
