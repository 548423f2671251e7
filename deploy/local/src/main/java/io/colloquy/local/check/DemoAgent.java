package io.colloquy.local.check;

import io.colloquy.local.process.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent that is there to be tried. It is the user's from then on: changes to it are kept. */
public final class DemoAgent {

  private static final String AGENTS = "/v1/convai/agents/";
  private static final int NOT_FOUND = 404;

  private final Api api;
  private final Path definition;
  private final Path idFile;

  /**
   * @param definition what is posted to create it
   * @param idFile where its id is kept
   */
  public DemoAgent(Api api, Path definition, Path idFile) {
    this.api = api;
    this.definition = definition;
    this.idFile = idFile;
  }

  /**
   * The id of the demo agent, which is created if it is not there, or not there any more.
   *
   * @throws SelfCheck.Failed if the interface does not answer as it should
   * @throws IOException if the files cannot be read or written
   */
  public String id() throws SelfCheck.Failed, IOException, InterruptedException {
    if (Files.exists(idFile)) {
      var id = Files.readString(idFile).strip();
      var answer = api.get(AGENTS + id);
      if (answer.isSuccess()) {
        return id;
      }
      if (answer.status() != NOT_FOUND) {
        throw failed("reading the demo agent", answer);
      }
    }
    return create();
  }

  private String create() throws SelfCheck.Failed, IOException, InterruptedException {
    var answer = api.post(AGENTS + "create", Files.readAllBytes(definition));
    var id = answer.body().path("agent_id").asText();
    if (!answer.isSuccess() || id.isEmpty()) {
      throw failed("creation of the demo agent", answer);
    }
    Files.writeString(idFile, id + "\n");
    return id;
  }

  private static SelfCheck.Failed failed(String step, Api.Answer answer) {
    return new SelfCheck.Failed(step, "HTTP " + answer.status(), Service.CONVERSATION);
  }
}
