package io.colloquy.analysis.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.event.TranscriptTurn.ToolUse;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which features a conversation used, as its transcript tells. What was used was enabled; whether
 * the agent was allowed more than that is not recorded.
 */
record FeaturesUsage(
    Feature languageDetection,
    Feature transferToAgent,
    Feature transferToNumber,
    Feature multivoice,
    Feature dtmfTones,
    Feature externalMcpServers,
    boolean piiZrmWorkspace,
    boolean piiZrmAgent,
    Feature toolDynamicVariableUpdates,
    boolean isLivekit,
    Feature voicemailDetection,
    WorkflowUsage workflow,
    TestsUsage agentTesting,
    Feature fileInput) {

  record Feature(boolean enabled, boolean used) {
    static Feature of(boolean used) {
      return new Feature(used, used);
    }
  }

  record WorkflowUsage(boolean enabled, Feature toolNode) {}

  record TestsUsage(
      boolean enabled,
      boolean testsRanAfterLastModification,
      @JsonProperty("tests_ran_in_last_7_days") boolean testsRanInLast7Days) {}

  static FeaturesUsage of(List<TranscriptTurn> turns) {
    var system = toolsOfType(turns, "system");
    return new FeaturesUsage(
        Feature.of(system.contains("language_detection")),
        Feature.of(system.contains("transfer_to_agent")),
        Feature.of(system.contains("transfer_to_number")),
        any(turns, turn -> !turn.voices().isEmpty()),
        Feature.of(system.contains("play_keypad_touch_tone")),
        Feature.of(!toolsOfType(turns, "mcp").isEmpty()),
        false,
        false,
        any(turns, FeaturesUsage::setsVariables),
        false,
        Feature.of(system.contains("voicemail_detection")),
        new WorkflowUsage(false, Feature.of(false)),
        new TestsUsage(false, false, false),
        any(turns, turn -> !turn.files().isEmpty()));
  }

  private static Set<String> toolsOfType(List<TranscriptTurn> turns, String type) {
    return turns.stream()
        .flatMap(turn -> turn.toolCalls().stream())
        .filter(call -> call.type().equals(type))
        .map(ToolUse::toolName)
        .collect(Collectors.toSet());
  }

  private static Feature any(List<TranscriptTurn> turns, Predicate<TranscriptTurn> uses) {
    return Feature.of(turns.stream().anyMatch(uses));
  }

  private static boolean setsVariables(TranscriptTurn turn) {
    return turn.toolResults().stream()
        .anyMatch(result -> !result.dynamicVariableUpdates().isEmpty());
  }
}
