package io.colloquy.conversation.session;

import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.conversation.files.CallFiles;
import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.conversation.language.LanguageDetector;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.ToolUser;
import io.colloquy.rest.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What every conversation of this instance shares.
 *
 * @param control runs conversations; its tasks are short but may wait for the database
 * @param hearing runs recognition; its tasks are heavy
 * @param toolWork runs uses of tools; its tasks wait for others, for long
 */
record Surroundings(
    AgentDirectory agents,
    EarOpening ears,
    Outlets outlets,
    Timers timers,
    InstantSource clock,
    Executor control,
    Executor hearing,
    Executor toolWork,
    PolicySettings settings,
    SessionMetrics metrics,
    LanguageDetector languages,
    ToolDirectory tools,
    CallFiles files,
    Retrieval retrieval,
    CustomModels models,
    Traces traces) {

  /** Finds an agent; may block its (virtual) thread. */
  @FunctionalInterface
  interface AgentDirectory {
    Optional<OwnedAgent> find(String agentId);
  }

  /**
   * The tools of an agent.
   *
   * @param servers the MCP servers that some of them are of
   */
  record Found(List<Offer> offers, List<EdgeOutput.McpServer> servers) {
    public Found {
      offers = List.copyOf(offers);
      servers = List.copyOf(servers);
    }
  }

  /** The tools of agents, and who uses them; may block its (virtual) thread. */
  interface ToolDirectory {
    /**
     * What there is for an agent now. A server that does not answer in time is left out.
     *
     * @param variables of the conversation, the secret ones among them
     */
    Found find(Workspace workspace, Prompt prompt, Map<String, Object> variables);

    /** By the type of tools that they use. */
    Map<String, ToolUser> users();
  }

  /** Opens the ear of one conversation; may block for as long as a recogniser takes to load. */
  @FunctionalInterface
  interface EarOpening {
    AudioIntake.Ear open(Speaker speaker, Patience patience, Consumer<Heard> listener);
  }
}
