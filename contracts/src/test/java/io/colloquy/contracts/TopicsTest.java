package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void whatCarriesAConversationSharesOnePartitionCountSoThatAReplyComesHome() {
    var counts =
        Topics.ALL.stream()
            .filter(
                plan ->
                    List.of(Topics.AUDIO_IN, Topics.LLM_DELTAS, Topics.SPEECH_PROGRESS)
                        .contains(plan.name()))
            .map(Topics.Plan::partitions);

    assertThat(counts).hasSize(3).containsOnly(Topics.CONVERSATION_PARTITIONS);
  }

  @Test
  void everyTopicIsPlannedOnce() {
    assertThat(Topics.ALL).extracting(Topics.Plan::name).doesNotHaveDuplicates().hasSize(17);
  }

  @Test
  void gatewaysAndTelephonyBothHaveEdgePartitionsToLease() {
    assertThat(Topics.GATEWAY_EDGES).isPositive().isLessThan(Topics.EDGE_PARTITIONS);
  }
}
