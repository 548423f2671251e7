package io.colloquy.local.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The six services, with what it takes to run each on one machine. */
public enum Service {
  GATEWAY("gateway-service", 256, 0),
  TELEPHONY("telephony-service", 128, 0),
  CONVERSATION("conversation-service", 512, 1),
  LLM_CASCADE("llm-cascade-service", 384, 2),
  TTS("tts-service", 256, 2),
  ANALYSIS("analysis-service", 256, 3);

  private final String folder;
  private final int heapMegabytes;
  private final int stopsInWave;

  Service(String folder, int heapMegabytes, int stopsInWave) {
    this.folder = folder;
    this.heapMegabytes = heapMegabytes;
    this.stopsInWave = stopsInWave;
  }

  /** The name of its folder, its log and its process file. */
  public String title() {
    return folder;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  /** What the build made of it. */
  public Path program(Path root) {
    return root.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** The loaded classes that its JVM writes down when it ends, and starts from the next time. */
  public Path archive(Path archives) {
    return archives.resolve(folder + ".jsa");
  }

  /**
   * The order in which services stop: first the edges, so that no call comes in; then who speaks;
   * then who is asked; last who writes down what happened.
   */
  public static List<List<Service>> stopWaves() {
    return Arrays.stream(values())
        .map(s -> s.stopsInWave)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .map(wave -> Arrays.stream(values()).filter(s -> s.stopsInWave == wave).toList())
        .toList();
  }
}
