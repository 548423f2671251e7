package io.colloquy.contracts;

import java.util.List;

/**
 * Every topic of Colloquy with its partition count and how long it keeps records.
 *
 * <p>The topics that carry a running conversation are keyed by conversation id and share one
 * partition count, so that one consumer which owns partition <i>n</i> of {@link #AUDIO_IN} owns
 * partition <i>n</i> of {@link #LLM_DELTAS} and {@link #SPEECH_PROGRESS} as well: a reply always
 * comes home.
 */
public final class Topics {

  /** From the edges to the owner of a conversation: audio frames and control alike. */
  public static final String AUDIO_IN = "audio.in";

  /** To the edges. One partition for each edge instance; no key. */
  public static final String AUDIO_OUT = "audio.out";

  public static final String LLM_REQUESTS = "llm.requests";
  public static final String LLM_DELTAS = "llm.deltas";
  public static final String SPEECH_REQUESTS = "speech.requests";
  public static final String SPEECH_PROGRESS = "speech.progress";

  /** Snapshots of running conversations, for the next owner. Compacted. */
  public static final String CONVERSATION_STATE = "conversation.state";

  /** The current configuration of every agent. Compacted. */
  public static final String AGENTS = "agents";

  /** The current configuration of every tool. Compacted. */
  public static final String TOOLS = "tools";

  /** What was to be heard on calls that are recorded, from the edges. */
  public static final String RECORDINGS = "recordings";

  /** Which models agents may name here. Compacted. */
  public static final String MODELS = "models";

  /** What holds for a whole workspace, as far as other services need it. Compacted. */
  public static final String WORKSPACE_SETTINGS = "workspace.settings";

  /** The keys of model providers that workspaces have of their own, sealed. Compacted. */
  public static final String PROVIDER_KEYS = "llm.provider-keys";

  /** Public: a conversation started, or ended. */
  public static final String CONVERSATIONS = "conversations";

  /** Public: one turn was said and heard. */
  public static final String TRANSCRIPTS = "transcripts";

  /** Public: a tool was called. */
  public static final String TOOL_CALLS = "tool-calls";

  /** Public: the analysis of a finished conversation. */
  public static final String POST_CALL_ANALYSIS = "post-call-analysis";

  /** Partitions of every topic keyed by conversation id. */
  public static final int CONVERSATION_PARTITIONS = 12;

  /** Partitions of {@link #AUDIO_OUT}: the most edge instances that can run at once. */
  public static final int EDGE_PARTITIONS = 64;

  /** Edge partitions {@code [0, GATEWAY_EDGES)} are leased by gateways, the rest by telephony. */
  public static final int GATEWAY_EDGES = 32;

  private static final long MINUTES_10 = 10 * 60_000L;
  private static final long DAYS_1 = 24 * 60 * 60_000L;
  private static final long DAYS_7 = 7 * 24 * 60 * 60_000L;

  /** How a topic keeps its records. */
  public sealed interface Retention {
    /** Records older than this many milliseconds may go. */
    record For(long millis) implements Retention {}

    /** The last record of each key stays. */
    record Compacted() implements Retention {}
  }

  /** One topic as it must exist before a service starts. */
  public record Plan(String name, int partitions, Retention retention) {}

  /** Every topic, for the one who creates them. */
  public static final List<Plan> ALL =
      List.of(
          new Plan(AUDIO_IN, CONVERSATION_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(AUDIO_OUT, EDGE_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(LLM_REQUESTS, CONVERSATION_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(LLM_DELTAS, CONVERSATION_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(SPEECH_REQUESTS, CONVERSATION_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(SPEECH_PROGRESS, CONVERSATION_PARTITIONS, new Retention.For(MINUTES_10)),
          new Plan(RECORDINGS, CONVERSATION_PARTITIONS, new Retention.For(DAYS_1)),
          new Plan(CONVERSATION_STATE, CONVERSATION_PARTITIONS, new Retention.Compacted()),
          new Plan(AGENTS, 1, new Retention.Compacted()),
          new Plan(TOOLS, 1, new Retention.Compacted()),
          new Plan(MODELS, 1, new Retention.Compacted()),
          new Plan(WORKSPACE_SETTINGS, 1, new Retention.Compacted()),
          new Plan(PROVIDER_KEYS, 1, new Retention.Compacted()),
          new Plan(CONVERSATIONS, CONVERSATION_PARTITIONS, new Retention.For(DAYS_7)),
          new Plan(TRANSCRIPTS, CONVERSATION_PARTITIONS, new Retention.For(DAYS_7)),
          new Plan(TOOL_CALLS, CONVERSATION_PARTITIONS, new Retention.For(DAYS_7)),
          new Plan(POST_CALL_ANALYSIS, CONVERSATION_PARTITIONS, new Retention.For(DAYS_7)));

  private Topics() {}
}
