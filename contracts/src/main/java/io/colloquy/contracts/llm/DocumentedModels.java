package io.colloquy.contracts.llm;

import io.colloquy.contracts.llm.OfferedModels.Offered;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The model ids of the documentation (page 071), for as long as nobody has told what is offered.
 */
public final class DocumentedModels {

  /** Page 059: the only ones with which nothing is kept; fixed versions of them included. */
  private static final String ZERO_RETENTION =
      "(gemini-(2\\.5|2\\.0)-flash|gemini-1\\.5-(flash|pro)|claude-3-(7|5)-sonnet|claude-3-haiku).*"
          + "|custom-llm";

  private record OfProvider(String provider, String ids) {}

  private static final List<OfProvider> BY_PROVIDER =
      List.of(
          new OfProvider(
              "openai",
              """
          gpt-4o-mini gpt-4o gpt-4 gpt-4-turbo gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-5 gpt-5-mini
          gpt-5-nano gpt-3.5-turbo gpt-5-2025-08-07 gpt-5-mini-2025-08-07 gpt-5-nano-2025-08-07
          gpt-4.1-2025-04-14 gpt-4.1-mini-2025-04-14 gpt-4.1-nano-2025-04-14 gpt-4o-mini-2024-07-18
          gpt-4o-2024-11-20 gpt-4o-2024-08-06 gpt-4o-2024-05-13 gpt-4-0613 gpt-4-0314
          gpt-4-turbo-2024-04-09 gpt-3.5-turbo-0125 gpt-3.5-turbo-1106"""),
          new OfProvider(
              "gemini",
              """
          gemini-1.5-pro gemini-1.5-flash gemini-2.0-flash gemini-2.0-flash-lite
          gemini-2.5-flash-lite gemini-2.5-flash gemini-2.5-flash-preview-05-20
          gemini-2.5-flash-preview-04-17 gemini-2.5-flash-lite-preview-06-17
          gemini-2.0-flash-lite-001 gemini-2.0-flash-001 gemini-1.5-flash-002 gemini-1.5-flash-001
          gemini-1.5-pro-002 gemini-1.5-pro-001"""),
          new OfProvider(
              "anthropic",
              """
          claude-sonnet-4-5 claude-sonnet-4 claude-3-7-sonnet claude-3-5-sonnet
          claude-3-5-sonnet-v1 claude-3-haiku claude-sonnet-4@20250514 claude-sonnet-4-5@20250929
          claude-3-7-sonnet@20250219 claude-3-5-sonnet@20240620 claude-3-5-sonnet-v2@20241022
          claude-3-haiku@20240307"""),
          new OfProvider("xai", "grok-beta"),
          new OfProvider(
              "open-weights",
              """
          qwen3-4b qwen3-30b-a3b gpt-oss-20b gpt-oss-120b glm-45-air-fp8 watt-tool-8b
          watt-tool-70b"""),
          new OfProvider("custom", CustomModel.ID));

  /** All of them, each as if it could be asked. */
  public static final OfferedModels ALL =
      new OfferedModels(BY_PROVIDER.stream().flatMap(DocumentedModels::offered).toList());

  private static Stream<Offered> offered(OfProvider provider) {
    return Arrays.stream(provider.ids().split("\\s+"))
        .map(id -> offered(id, provider.provider(), id.matches(ZERO_RETENTION)));
  }

  private static Offered offered(String id, String provider, boolean keepsNothing) {
    return new Offered(id, provider, true, keepsNothing, keepsNothing);
  }

  private DocumentedModels() {}
}
