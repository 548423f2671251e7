package io.colloquy.contracts.agent;

import io.colloquy.contracts.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code conversation_config.agent.prompt} (page 071).
 *
 * @param llm a model id of the catalogue (page 005), or {@code builtin}
 * @param temperature 0 to 2
 * @param maxTokens -1 for the model's own limit
 * @param builtInTools the configuration of each system tool by its name, null where it is off
 * @param tools deprecated by {@code tool_ids}, kept as it came
 */
public record Prompt(
    String prompt,
    String llm,
    Optional<String> reasoningEffort,
    Double temperature,
    Integer maxTokens,
    List<String> toolIds,
    Map<String, Object> builtInTools,
    List<String> mcpServerIds,
    List<String> nativeMcpServerIds,
    List<KnowledgeBaseLocator> knowledgeBase,
    Optional<CustomLlm> customLlm,
    Boolean ignoreDefaultPersonality,
    Rag rag,
    Optional<String> timezone,
    List<Map<String, Object>> tools,
    @Rest Map<String, Object> rest) {

  /** The tools that need no definition of the customer's. */
  public static final List<String> SYSTEM_TOOLS =
      List.of(
          "end_call",
          "language_detection",
          "transfer_to_agent",
          "transfer_to_number",
          "skip_turn",
          "play_keypad_touch_tone",
          "voicemail_detection");

  private static final Map<String, Object> NO_TOOLS = noTools();

  public Prompt {
    prompt = Defaults.or(prompt, "");
    llm = Defaults.or(llm, "gemini-2.0-flash");
    reasoningEffort = Defaults.or(reasoningEffort, Optional.empty());
    temperature = Defaults.or(temperature, 0.0);
    maxTokens = Defaults.or(maxTokens, -1);
    toolIds = Defaults.list(toolIds);
    builtInTools = Defaults.filled(builtInTools, NO_TOOLS);
    mcpServerIds = Defaults.list(mcpServerIds);
    nativeMcpServerIds = Defaults.list(nativeMcpServerIds);
    knowledgeBase = Defaults.list(knowledgeBase);
    customLlm = Defaults.or(customLlm, Optional.empty());
    ignoreDefaultPersonality = Defaults.or(ignoreDefaultPersonality, false);
    rag = Defaults.or(rag, Rag.defaults());
    timezone = Defaults.or(timezone, Optional.empty());
    tools = Defaults.list(tools);
    rest = Defaults.map(rest);
  }

  public static Prompt defaults() {
    return Json.read("{}", Prompt.class);
  }

  private static Map<String, Object> noTools() {
    Map<String, Object> tools = new LinkedHashMap<>();
    for (var name : SYSTEM_TOOLS) {
      tools.put(name, null);
    }
    return Collections.unmodifiableMap(tools);
  }

  /**
   * A document of the knowledge base that the agent may use.
   *
   * @param type file, url, text or folder
   * @param usageMode prompt or auto
   */
  public record KnowledgeBaseLocator(
      String type, String name, String id, String usageMode, @Rest Map<String, Object> rest) {
    public KnowledgeBaseLocator {
      usageMode = Defaults.or(usageMode, "auto");
      rest = Defaults.map(rest);
    }
  }

  /** The customer's own model behind an OpenAI-compatible address (page 007). */
  public record CustomLlm(
      String url,
      Optional<String> modelId,
      Optional<SecretLocator> apiKey,
      Map<String, Object> requestHeaders,
      Optional<String> apiVersion,
      @Rest Map<String, Object> rest) {
    public CustomLlm {
      modelId = Defaults.or(modelId, Optional.empty());
      apiKey = Defaults.or(apiKey, Optional.empty());
      requestHeaders = Defaults.map(requestHeaders);
      apiVersion = Defaults.or(apiVersion, Optional.empty());
      rest = Defaults.map(rest);
    }
  }

  /** Names a stored secret; its value never leaves the store. */
  public record SecretLocator(String secretId, @Rest Map<String, Object> rest) {
    public SecretLocator {
      rest = Defaults.map(rest);
    }
  }

  /** Retrieval from the knowledge base. Distances are cosine distances, lengths are characters. */
  public record Rag(
      Boolean enabled,
      String embeddingModel,
      Double maxVectorDistance,
      Integer maxDocumentsLength,
      Integer maxRetrievedRagChunksCount,
      @Rest Map<String, Object> rest) {
    public Rag {
      enabled = Defaults.or(enabled, false);
      embeddingModel = Defaults.or(embeddingModel, "e5_mistral_7b_instruct");
      maxVectorDistance = Defaults.or(maxVectorDistance, 0.6);
      maxDocumentsLength = Defaults.or(maxDocumentsLength, 50_000);
      maxRetrievedRagChunksCount = Defaults.or(maxRetrievedRagChunksCount, 20);
      rest = Defaults.map(rest);
    }

    public static Rag defaults() {
      return Json.read("{}", Rag.class);
    }
  }
}
