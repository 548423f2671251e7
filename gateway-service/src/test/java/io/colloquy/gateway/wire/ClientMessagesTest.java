package io.colloquy.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.gateway.session.ClientMessage;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessagesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user_audio_chunk\":\"AQL/AA==\"}",
        "{\"user_audio_chunk\": \"AQL/AA==\"}",
        "{ \"user_audio_chunk\" : \"AQL\\/AA==\" , \"more\" : {\"deep\":[1]} }",
        "{\"sent_at\":5,\"user_audio_chunk\":\"AQL/AA==\"}"
      })
  void readsAudioWhereverItStandsInTheMessage(String frame) {
    assertThat(ClientMessages.read(frame))
        .isInstanceOfSatisfying(
            ClientMessage.Audio.class,
            audio -> assertThat(audio.samples()).containsExactly(1, 2, 0xFF, 0));
  }

  @Test
  void readsLongAudioByteForByte() {
    var samples = new byte[200_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 31);
    }
    var frame = "{\"user_audio_chunk\":\"" + Base64.getEncoder().encodeToString(samples) + "\"}";

    assertThat(ClientMessages.read(frame))
        .isInstanceOfSatisfying(
            ClientMessage.Audio.class,
            audio -> assertThat(audio.samples()).containsExactly(samples));
  }

  @Test
  void readsTheInitiationWithAllThatItHolds() {
    var message =
        ClientMessages.read(
            """
            {"type":"conversation_initiation_client_data",
             "conversation_config_override":{"agent":{"language":"de"}},
             "custom_llm_extra_body":{"seed":1},"dynamic_variables":{"name":"Ada"},
             "user_id":"u1","source_info":{"source":"js_sdk","version":"1.25.0"},
             "tool_mock_config":{"mocking_strategy":"none"}}""");

    assertThat(message)
        .isInstanceOfSatisfying(
            ClientMessage.Initiate.class,
            initiate -> {
              var initiation = initiate.initiation();
              assertThat(initiation.conversationConfigOverride().at("/agent/language").asText())
                  .isEqualTo("de");
              assertThat(initiation.customLlmExtraBody().path("seed").asInt()).isEqualTo(1);
              assertThat(initiation.dynamicVariables().path("name").asText()).isEqualTo("Ada");
              assertThat(initiation.userId()).contains("u1");
              assertThat(initiate.source()).contains("js_sdk");
              assertThat(initiate.sourceVersion()).contains("1.25.0");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"conversation_initiation_client_data\"}",
        "{\"type\":\"conversation_initiation_client_data\",\"dynamic_variables\":null,"
            + "\"conversation_config_override\":[],\"user_id\":\"\"}"
      })
  void takesABareInitiationForOneWithoutWishes(String frame) {
    assertThat(ClientMessages.read(frame))
        .isInstanceOfSatisfying(
            ClientMessage.Initiate.class,
            initiate -> {
              assertThat(initiate.initiation().conversationConfigOverride()).isEmpty();
              assertThat(initiate.initiation().dynamicVariables()).isEmpty();
              assertThat(initiate.initiation().userId()).isEmpty();
            });
  }

  @Test
  void readsTheMessagesOfARunningConversation() {
    assertThat(ClientMessages.read("{\"type\":\"pong\",\"event_id\":12}"))
        .isEqualTo(new ClientMessage.Pong(12));
    assertThat(ClientMessages.read("{\"type\":\"user_activity\"}"))
        .isEqualTo(new ClientMessage.UserActivity());
    assertThat(ClientMessages.read("{\"type\":\"user_message\",\"text\":\"hi\"}"))
        .isEqualTo(new ClientMessage.UserMessage("hi"));
    assertThat(ClientMessages.read("{\"type\":\"user_message\",\"text\":{\"text\":\"hi\"}}"))
        .isEqualTo(new ClientMessage.UserMessage("hi"));
    assertThat(
            ClientMessages.read(
                "{\"type\":\"contextual_update\",\"text\":\"on page 2\",\"context_id\":\"p\"}"))
        .isEqualTo(new ClientMessage.ContextualUpdate("on page 2", Optional.of("p")));
    assertThat(ClientMessages.read("{\"type\":\"contextual_update\",\"content\":\"old\"}"))
        .isEqualTo(new ClientMessage.ContextualUpdate("old", Optional.empty()));
  }

  @Test
  void readsWhatCameOfAClientsTool() {
    assertThat(
            ClientMessages.read(
                """
                {"type":"client_tool_result","tool_call_id":"t_1","result":"85 %","is_error":false}"""))
        .isEqualTo(new ClientMessage.ToolResult("t_1", "85 %", false));
    assertThat(
            ClientMessages.read(
                """
                {"type":"client_tool_result","tool_call_id":"t_1","result":{"level":85},"is_error":true}"""))
        .isEqualTo(new ClientMessage.ToolResult("t_1", "{\"level\":85}", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // as the client of version 1 sends it: the first file is there twice
        """
        {"type":"multimodal_message","text":{"type":"user_message","text":"look"},\
        "file":{"type":"file_input","file_id":"f1"},\
        "files":[{"type":"file_input","file_id":"f1"},{"type":"file_input","file_id":"f2"}]}\
        |look|f1,f2""",
        // as the clients before it do
        "{\"type\":\"multimodal_message\",\"file\":{\"file_id\":\"f1\"}}||f1",
        "{\"type\":\"multimodal_message\",\"text\":\"just words\",\"files\":[]}|just words|",
        "{\"type\":\"multimodal_message\",\"text\":{\"text\":\"a\"},\"files\":[{\"file_id\":\"f2\"}]}|a|f2"
      })
  void readsTextAndFilesAsOneMessageOfTheUser(String frame, String text, String fileIds) {
    assertThat(ClientMessages.read(frame))
        .isEqualTo(
            new ClientMessage.UserMessage(
                text == null ? "" : text,
                fileIds == null ? List.of() : List.of(fileIds.split(","))));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "null, false", "'\"true\"', false", "1, false"})
  void takesForAnApprovalOnlyWhatClearlyIsOne(String sent, boolean isApproved) {
    assertThat(
            ClientMessages.read(
                "{\"type\":\"mcp_tool_approval_result\",\"tool_call_id\":\"t_1\",\"is_approved\":"
                    + sent
                    + "}"))
        .isEqualTo(new ClientMessage.ToolApproval("t_1", isApproved));
  }

  @ParameterizedTest
  @ValueSource(strings = {"feedback"})
  void knowsWhatLaterVersionsWillServe(String type) {
    assertThat(ClientMessages.read("{\"type\":\"" + type + "\"}"))
        .isEqualTo(new ClientMessage.Unserved(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no_type",
        "{\"type\":5}|unknown_type",
        "{\"type\":\"brand_new\"}|unknown_type",
        "{\"type\":\"enclave_setup_config\"}|enclave_setup_config",
        "{\"type\":\"pong\"}|pong_without_id",
        "{\"type\":\"pong\",\"event_id\":\"1\"}|pong_without_id",
        "{\"type\":\"pong\",\"event_id\":99999999999}|pong_without_id",
        "{\"type\":\"client_tool_result\",\"result\":\"x\"}|tool_result_without_id",
        "{\"type\":\"mcp_tool_approval_result\"}|tool_approval_without_id",
        "{\"type\":\"user_message\"}|user_message_without_text",
        "{\"type\":\"user_message\",\"text\":\" \"}|user_message_without_text",
        "{\"type\":\"multimodal_message\"}|multimodal_message_without_content",
        "{\"type\":\"multimodal_message\",\"file\":{},\"files\":[7,null]}|multimodal_message_without_content",
        "{\"type\":\"contextual_update\",\"text\":7}|contextual_update_without_text",
        "{\"user_audio_chunk\":\"\"}|empty_audio"
      })
  void findsNoMeaningInAMessageWithSomethingMissing(String frame, String what) {
    assertThat(ClientMessages.read(frame)).isEqualTo(new ClientMessage.Meaningless(what));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|the message is not a JSON object",
        "hello|the message is not valid JSON",
        "{\"type\":\"pong\"|the message is not valid JSON",
        "{\"type\":\"pong\"} x|the message is not valid JSON",
        "{\"user_audio_chunk\":\"AQI=\"} x|the message is not valid JSON",
        "{\"user_audio_chunk\":\"AQI=|the message is not valid JSON",
        "[]|the message is not a JSON object",
        "\"text\"|the message is not a JSON object",
        "7|the message is not a JSON object",
        "{\"user_audio_chunk\":\"not base64!\"}|user_audio_chunk is not valid base64",
        "{\"user_audio_chunk\":5}|user_audio_chunk is not valid base64",
        "{\"user_audio_chunk\":null}|user_audio_chunk is not valid base64"
      })
  void saysWhatIsWrongWithAnUnreadableMessage(String frame, String reason) {
    assertThat(ClientMessages.read(frame)).isEqualTo(new ClientMessage.Unreadable(reason));
  }

  @Test
  void survivesAnAbyssOfBrackets() {
    assertThat(ClientMessages.read("[".repeat(100_000)))
        .isInstanceOf(ClientMessage.Unreadable.class);
    assertThat(ClientMessages.read("{\"a\":".repeat(100_000)))
        .isInstanceOf(ClientMessage.Unreadable.class);
  }
}
