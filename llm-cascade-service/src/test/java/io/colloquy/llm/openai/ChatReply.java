package io.colloquy.llm.openai;

import io.colloquy.contracts.Json;
import io.colloquy.llm.hosted.ModelServer;
import java.io.IOException;

/** One reply of a chat completions server, piece by piece; what is written is sent at once. */
record ChatReply(ModelServer.Reply reply) {

  /** What the server does with one request. */
  @FunctionalInterface
  interface Script {
    void play(ChatReply reply) throws IOException, InterruptedException;
  }

  static ModelServer playing(Script script) throws IOException {
    return ModelServer.playing(reply -> script.play(new ChatReply(reply)));
  }

  ModelServer.Received request() {
    return reply.request();
  }

  ChatReply stream() throws IOException {
    return new ChatReply(reply.stream());
  }

  ChatReply event(String data) throws IOException {
    return new ChatReply(reply.event(data));
  }

  ChatReply bytes(byte[] body) throws IOException {
    return new ChatReply(reply.bytes(body));
  }

  ChatReply raw(String text) throws IOException {
    return new ChatReply(reply.raw(text));
  }

  void error(int status, String body) throws IOException {
    reply.error(status, body);
  }

  void cut() throws IOException {
    reply.cut();
  }

  void stall() throws IOException {
    reply.stall();
  }

  /** A chunk of a completion as OpenAI sends it. */
  ChatReply delta(String content) throws IOException {
    return event(chunk("{\"content\":" + Json.text(content) + "}", "null"));
  }

  ChatReply role() throws IOException {
    return event(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
  }

  /** The first piece of a tool call: its name, and nothing of its arguments. */
  ChatReply callBegins(int index, String id, String name) throws IOException {
    return event(
        chunk(
            """
            {"tool_calls":[{"index":%d,"id":"%s","type":"function",\
            "function":{"name":"%s","arguments":""}}]}\
            """
                .formatted(index, id, name),
            "null"));
  }

  ChatReply callGoesOn(int index, String arguments) throws IOException {
    return event(callChunk(index, arguments));
  }

  static String callChunk(int index, String arguments) {
    return chunk(
        "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}"
            .formatted(index, Json.text(arguments)),
        "null");
  }

  ChatReply finish() throws IOException {
    return finish("stop");
  }

  ChatReply finish(String reason) throws IOException {
    return event(chunk("{}", "\"" + reason + "\""));
  }

  ChatReply usage(int input, int output) throws IOException {
    return event(
        """
        {"id":"chatcmpl-9","object":"chat.completion.chunk","created":1732000000,\
        "model":"gpt-4o-mini-2024-07-18","system_fingerprint":"fp_1","choices":[],\
        "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}\
        """
            .formatted(input, output, input + output));
  }

  void done() throws IOException {
    event("[DONE]");
    raw("0\r\n\r\n");
  }

  private static String chunk(String delta, String finishReason) {
    return """
        {"id":"chatcmpl-9","object":"chat.completion.chunk","created":1732000000,\
        "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
        "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null}\
        """
        .formatted(delta, finishReason);
  }
}
