package io.colloquy.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir Path folder;

  @Test
  void everyNameGetsAPortOfItsOwn() throws Exception {
    var ports = choose(port -> true);
    assertThat(ports.values()).doesNotHaveDuplicates().allMatch(p -> p >= 20_000 && p < 30_000);
  }

  @Test
  void thePortsOfTheLastRunAreTakenAgain() throws Exception {
    assertThat(choose(port -> true)).isEqualTo(choose(port -> true));
  }

  @Test
  void aPortThatIsTakenByAnotherProgramNowIsReplacedAndTheOthersStay() throws Exception {
    var before = choose(port -> true);
    var after = choose(port -> port != before.get("kafka"));
    assertThat(after.get("kafka")).isNotEqualTo(before.get("kafka"));
    assertThat(after.get("postgres")).isEqualTo(before.get("postgres"));
    assertThat(choose(port -> true)).isEqualTo(after);
  }

  @Test
  void aPortWithAListenerOnTheLoopbackAddressHasAnObstacle() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThat(Ports.obstacle(port)).get().asString().contains("in use");
      assertThat(Ports.freeAbove(port).orElseThrow()).isGreaterThan(port);
    }
  }

  private Map<String, Integer> choose(IntPredicate free) throws Exception {
    return new Ports(folder.resolve("state/ports.properties"), free)
        .choose(List.of("kafka", "postgres", "tts-service"));
  }
}
