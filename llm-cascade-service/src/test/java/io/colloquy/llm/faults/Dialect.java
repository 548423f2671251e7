package io.colloquy.llm.faults;

import io.colloquy.contracts.Json;
import io.colloquy.llm.anthropic.AnthropicProtocol;
import io.colloquy.llm.gemini.GeminiProtocol;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.ModelServer.Reply;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.openai.OpenAiProtocol;
import io.colloquy.llm.openai.OpenAiSettings;
import java.io.IOException;
import java.util.Optional;

/** How a provider says what: the same answer in the events of each. */
enum Dialect {
  OPENAI {
    @Override
    Protocol protocol(String address) {
      return new OpenAiProtocol(
          new OpenAiSettings(address, Optional.of(KEY), Optional.empty(), "gpt-4o"));
    }

    @Override
    Reply begin(Reply reply) throws IOException {
      return reply.stream().event(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    }

    @Override
    Reply say(Reply reply, String text) throws IOException {
      return reply.event(chunk("{\"content\":" + Json.text(text) + "}", "null"));
    }

    @Override
    Reply beginCall(Reply reply) throws IOException {
      return reply.event(
          chunk(
              """
              {"tool_calls":[{"index":0,"id":"call_1","type":"function",\
              "function":{"name":"find_parcel","arguments":"{\\"num"}}]}\
              """,
              "null"));
    }

    @Override
    void finish(Reply reply) throws IOException {
      reply.event(chunk("{}", "\"stop\"")).event("[DONE]").end();
    }

    private String chunk(String delta, String reason) {
      return "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
          .formatted(delta, reason);
    }
  },

  ANTHROPIC {
    @Override
    Protocol protocol(String address) {
      return new AnthropicProtocol(Endpoint.at(address, "/v1", KEY, "claude-haiku-4-5"));
    }

    @Override
    Reply begin(Reply reply) throws IOException {
      return reply.stream()
          .event("message_start", "{\"type\":\"message_start\",\"message\":{\"model\":\"m\"}}")
          .event(
              "content_block_start",
              """
              {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\
              """);
    }

    @Override
    Reply say(Reply reply, String text) throws IOException {
      return delta(reply, 0, "{\"type\":\"text_delta\",\"text\":" + Json.text(text) + "}");
    }

    @Override
    Reply beginCall(Reply reply) throws IOException {
      reply.event(
          "content_block_start",
          """
          {"type":"content_block_start","index":1,"content_block":\
          {"type":"tool_use","id":"call_1","name":"find_parcel","input":{}}}\
          """);
      return delta(reply, 1, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"num\"}");
    }

    private Reply delta(Reply reply, int block, String delta) throws IOException {
      return reply.event(
          "content_block_delta",
          "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(block, delta));
    }

    @Override
    void finish(Reply reply) throws IOException {
      reply
          .event(
              "message_delta",
              "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}")
          .event("message_stop", "{\"type\":\"message_stop\"}")
          .end();
    }
  },

  GEMINI {
    @Override
    Protocol protocol(String address) {
      return new GeminiProtocol(Endpoint.at(address, "/v1beta", KEY, "gemini-2.5-flash"));
    }

    @Override
    Reply begin(Reply reply) throws IOException {
      return reply.stream();
    }

    @Override
    Reply say(Reply reply, String text) throws IOException {
      return reply.event(chunk("{\"text\":" + Json.text(text) + "}", ""));
    }

    /** Its calls come whole, so half of one is a call without the end of the answer. */
    @Override
    Reply beginCall(Reply reply) throws IOException {
      return reply.event(
          chunk("{\"functionCall\":{\"name\":\"find_parcel\",\"args\":{\"number\":7}}}", ""));
    }

    @Override
    void finish(Reply reply) throws IOException {
      reply.event(chunk("{\"text\":\"\"}", ",\"finishReason\":\"STOP\"")).end();
    }

    private String chunk(String part, String end) {
      return "{\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"}%s}]}"
          .formatted(part, end);
    }
  };

  static final String KEY = "sk-test-1234567890";

  abstract Protocol protocol(String address);

  abstract Reply begin(Reply reply) throws IOException;

  abstract Reply say(Reply reply, String text) throws IOException;

  /** A call that is not over yet. */
  abstract Reply beginCall(Reply reply) throws IOException;

  abstract void finish(Reply reply) throws IOException;
}
