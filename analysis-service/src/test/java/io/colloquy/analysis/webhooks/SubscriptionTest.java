package io.colloquy.analysis.webhooks;

import static io.colloquy.analysis.webhooks.delivery.EventKind.CALL_INITIATION_FAILURE;
import static io.colloquy.analysis.webhooks.delivery.EventKind.POST_CALL_AUDIO;
import static io.colloquy.analysis.webhooks.delivery.EventKind.POST_CALL_TRANSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of workspace and agent has the say, member by member. */
class SubscriptionTest {

  private static PostCallWebhooks says(String members) {
    return Json.read("{" + members.replace('\'', '"') + "}", PostCallWebhooks.class);
  }

  private static Subscription of(String workspace, String agent) {
    return Subscription.of(says(workspace), says(agent));
  }

  @Test
  void nobodyIsToldWhereNobodySaidSo() {
    assertThat(of("", "").to(POST_CALL_TRANSCRIPTION)).isEmpty();
  }

  @Test
  void theWorkspacesWebhookIsToldOfEveryAgentsCalls() {
    var subscription = of("'post_call_webhook_id': 'w'", "'post_call_webhook_id': null");

    assertThat(subscription.to(POST_CALL_TRANSCRIPTION)).contains("w");
    assertThat(subscription.to(POST_CALL_AUDIO)).isEmpty();
    assertThat(subscription.to(CALL_INITIATION_FAILURE)).isEmpty();
  }

  @Test
  void anAgentsOwnWebhookIsToldInstead() {
    assertThat(
            of("'post_call_webhook_id': 'w'", "'post_call_webhook_id': 'a'")
                .to(POST_CALL_TRANSCRIPTION))
        .isEqualTo(Optional.of("a"));
    assertThat(of("", "'post_call_webhook_id': 'a'").to(POST_CALL_TRANSCRIPTION)).contains("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // workspace                  | agent               | transcript | audio | failure
        "-                            | -                                  | true  | false | false",
        "'send_audio': true           | -                                  | true  | true  | false",
        "'send_audio': true           | 'send_audio': false                | true  | false | false",
        "'send_audio': false          | 'send_audio': true                 | true  | true  | false",
        "'events': ['audio']          | -                                  | false | true  | false",
        "'events': ['audio']          | 'send_audio': false                | false | false | false",
        "'events': ['transcript']     | 'events': ['audio']                | false | true  | false",
        "'send_audio': true           | 'events': ['transcript']           | true  | false | false",
        "'events': []                 | -                                  | false | false | false",
        "-          | 'events': ['call_initiation_failure', 'unheard_of']  | false | false | true",
        "-          | 'events': ['transcript'], 'send_audio': true         | true  | true  | false",
      })
  void theEventsAreTheAgentsWhereItHasAny(
      String workspace, String agent, boolean transcript, boolean audio, boolean failure) {
    var subscription =
        of(
            "'post_call_webhook_id': 'w'" + more(workspace),
            "'post_call_webhook_id': null" + more(agent));

    assertThat(subscription.to(POST_CALL_TRANSCRIPTION).isPresent()).isEqualTo(transcript);
    assertThat(subscription.to(POST_CALL_AUDIO).isPresent()).isEqualTo(audio);
    assertThat(subscription.to(CALL_INITIATION_FAILURE).isPresent()).isEqualTo(failure);
  }

  private static String more(String members) {
    return members.equals("-") ? "" : ", " + members;
  }
}
