package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.llm.model.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request to OpenAI says for the cache, and what it does not say to others. */
class PromptCacheTest {

  private static final OpenAiProtocol OPENAI = protocol("https://api.openai.com/v1", "gpt-4o-mini");
  private static final OpenAiProtocol OTHERS = protocol("http://localhost:8000", "gpt-4o-mini");

  private static OpenAiProtocol protocol(String url, String standard) {
    return new OpenAiProtocol(
        new OpenAiSettings(url, Optional.of("sk-1"), Optional.empty(), standard));
  }

  @Test
  void theWholeRequestIsThis() {
    var question =
        new Question(
            "gpt-4o",
            List.of(ChatMessage.system("You sell bread."), ChatMessage.user("hello")),
            0.5,
            9_000);

    assertThat(OPENAI.body(question))
        .hasToString(
            """
            {"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},\
            "prompt_cache_key":"%s","temperature":0.5,"max_completion_tokens":4096,\
            "messages":[{"role":"system","content":"You sell bread."},\
            {"role":"user","content":"hello"}]}"""
                .formatted(key(OPENAI, question)));
    assertThat(OTHERS.body(question))
        .hasToString(
            """
            {"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},\
            "temperature":0.5,"max_tokens":4096,\
            "messages":[{"role":"system","content":"You sell bread."},\
            {"role":"user","content":"hello"}]}""");
  }

  @Test
  void theKeyIsTheSameForWhatBeginsAlike() {
    var first = key(OPENAI, question("You sell bread.", "hello", List.of()));
    var later = key(OPENAI, question("You sell bread.", "goodbye", List.of()));
    var others = key(OPENAI, question("You sell wine.", "hello", List.of()));
    var tools =
        key(OPENAI, question("You sell bread.", "hello", List.of(tool("{\"type\":\"object\"}"))));

    assertThat(first).matches("[0-9a-f]{32}").isEqualTo(later);
    assertThat(List.of(first, others, tools)).doesNotHaveDuplicates();
  }

  @Test
  void aCustomersOwnModelMayBeAskedForAsMuchAsTheCustomerWants() {
    var question = new Question(CustomModel.ID, List.of(ChatMessage.user("hello")), 0.5, 9_000);

    assertThat(
            protocol("http://localhost:8000", "gpt-4o").body(question).path("max_tokens").asInt())
        .isEqualTo(9_000);
  }

  private static Question question(String system, String user, List<ToolSpec> tools) {
    return new Question(
        "gpt-4o",
        List.of(ChatMessage.system(system), ChatMessage.user(user)),
        tools,
        Optional.empty(),
        0,
        -1);
  }

  private static ToolSpec tool(String schema) {
    return new ToolSpec("get_weather", "Tells the weather.", Json.read(schema, ObjectNode.class));
  }

  private static String key(OpenAiProtocol protocol, Question question) {
    return protocol.body(question).path("prompt_cache_key").asText();
  }
}
