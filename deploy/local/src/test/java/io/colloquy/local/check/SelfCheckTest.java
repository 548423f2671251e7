package io.colloquy.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.local.check.FakeGateway.Fault;
import io.colloquy.local.home.ApiKey;
import io.colloquy.local.process.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfCheckTest {

  private static final SelfCheck.Patience SHORT =
      new SelfCheck.Patience(Duration.ofSeconds(1), Duration.ofMillis(200));

  @TempDir Path folder;

  @Test
  void aTypedQuestionIsAnswered() throws Exception {
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      var check = new SelfCheck(api);
      check.type("agent_old");
      assertThat(check.conversations()).containsExactly("conv_1");
    }
  }

  @Test
  void theGreetingIsSpokenBackAndAnsweredAfterASilence() throws Exception {
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      new SelfCheck(api).speak("agent_old");
      assertThat(latin(gateway.microphone())).contains(latin(FakeGateway.GREETING));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_METADATA, 'typed call, opening', GATEWAY",
    "CLOSES, 'server closed with 1008 no such agent', GATEWAY",
    "NO_GREETING, 'typed call, greeting', CONVERSATION",
    "NO_ANSWER, 'typed call, answer', LLM_CASCADE",
    "NO_SOUND, 'spoken call, sound of the greeting', TTS",
    "OTHER_FORMAT, 'must hear and speak pcm_16000', CONVERSATION",
    "DEAF, 'spoken call, recognition of the speech', CONVERSATION"
  })
  void aFailureNamesTheStepAndWhoseLogToReadFirst(Fault fault, String step, Service suspect)
      throws Exception {
    try (var gateway = new FakeGateway(fault);
        var api = api(gateway)) {
      var check = new SelfCheck(api, SHORT);
      assertThatThrownBy(
              () -> {
                check.type("agent_old");
                check.speak("agent_old");
              })
          .isInstanceOfSatisfying(
              SelfCheck.Failed.class, e -> assertThat(e.suspect()).isEqualTo(suspect))
          .hasMessageContaining(step);
    }
  }

  @Test
  void aGatewayThatIsNotThereIsAFailedConnection() throws Exception {
    var gateway = new FakeGateway(Fault.NONE);
    gateway.close();
    try (var api = api(gateway)) {
      assertThatThrownBy(() -> new SelfCheck(api).type("agent_old"))
          .isInstanceOf(SelfCheck.Failed.class)
          .hasMessageContaining("typed call, connection");
    }
  }

  @Test
  void theCallsAreTakenOutOfTheHistory() throws Exception {
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      var check = new SelfCheck(api);
      check.type("agent_old");
      new History(api).remove(check.conversations());
      assertThat(gateway.requests()).contains("DELETE /v1/convai/conversations/conv_1 sk_1");
    }
  }

  @Test
  void theDemoAgentIsCreatedOnceAndFoundAgain() throws Exception {
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      assertThat(demoAgent(api).id()).isEqualTo("agent_new");
      assertThat(folder.resolve("id")).hasContent("agent_new");
      Files.writeString(folder.resolve("id"), "agent_old\n");
      assertThat(demoAgent(api).id()).isEqualTo("agent_old");
    }
  }

  @Test
  void aDemoAgentThatWasDeletedIsCreatedAgain() throws Exception {
    Files.writeString(folder.resolve("id"), "agent_deleted\n");
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      assertThat(demoAgent(api).id()).isEqualTo("agent_new");
    }
  }

  @Test
  void anErrorIsNotTakenForADeletedAgent() throws Exception {
    Files.writeString(folder.resolve("id"), "agent_broken\n");
    try (var gateway = new FakeGateway(Fault.NONE);
        var api = api(gateway)) {
      assertThatThrownBy(() -> demoAgent(api).id())
          .isInstanceOf(SelfCheck.Failed.class)
          .hasMessageContaining("HTTP 500");
      assertThat(gateway.requests()).noneMatch(r -> r.startsWith("POST"));
    }
  }

  private DemoAgent demoAgent(Api api) throws Exception {
    var definition = Files.writeString(folder.resolve("demo-agent.json"), "{}");
    return new DemoAgent(api, definition, folder.resolve("id"));
  }

  private static Api api(FakeGateway gateway) {
    return new Api(gateway.address(), new ApiKey("sk_1"));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
