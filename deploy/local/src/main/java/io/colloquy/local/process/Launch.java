package io.colloquy.local.process;

import io.colloquy.local.home.ApiKey;
import io.colloquy.local.home.SecretsKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service's process is called.
 *
 * @param java the program that runs it
 * @param root the folder of the built tree
 * @param archives where each JVM keeps its archive of loaded classes
 * @param extraOptions further options for each JVM
 */
public record Launch(
    Path java, Path root, Path archives, List<String> extraOptions, Wiring wiring) {

  /**
   * Where everything is.
   *
   * @param ports of the services
   * @param blobs folder of recordings
   */
  public record Wiring(
      String kafka,
      String jdbcUrl,
      String reactiveUrl,
      String databaseUser,
      Map<Service, Integer> ports,
      Path blobs,
      ApiKey apiKey,
      SecretsKey secretsKey) {

    public Wiring {
      ports = Map.copyOf(ports);
    }
  }

  /**
   * The command line. The shell in front only makes the service deaf to Ctrl-C and to the closing
   * of the terminal, which reach every process of the terminal at once; the launcher stops its
   * services itself, in order. The process id stays the same.
   */
  public List<String> command(Service service) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
    command.add(java.toString());
    command.addAll(jvmOptions(service));
    command.addAll(List.of("-jar", service.program(root).toString()));
    return command;
  }

  private List<String> jvmOptions(Service service) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + service.heapMegabytes() + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-XX:+AutoCreateSharedArchive");
    options.add("-XX:SharedArchiveFile=" + service.archive(archives));
    options.add("-Xlog:cds=off");
    options.add("-Xlog:cds+dynamic=off");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.addAll(extraOptions);
    return options;
  }

  /** What the service finds in its environment, beside the launcher's own. */
  public Map<String, String> environment(Service service) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", wiring.kafka());
    environment.put("QUARKUS_HTTP_PORT", wiring.ports().get(service).toString());
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", wiring.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", wiring.reactiveUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", wiring.databaseUser());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", wiring.databaseUser());
    environment.put("COLLOQUY_INSTANCE", "0");
    if (service == Service.GATEWAY) {
      environment.put("COLLOQUY_BOOTSTRAP_API_KEY", wiring.apiKey().value());
      environment.put("COLLOQUY_UPSTREAM_CONVERSATION", local(Service.CONVERSATION));
      environment.put("COLLOQUY_UPSTREAM_LLM_CASCADE", local(Service.LLM_CASCADE));
      environment.put("COLLOQUY_UPSTREAM_TTS", local(Service.TTS));
      environment.put("COLLOQUY_UPSTREAM_ANALYSIS", local(Service.ANALYSIS));
      environment.put("COLLOQUY_UPSTREAM_TELEPHONY", local(Service.TELEPHONY));
    }
    if (service == Service.CONVERSATION || service == Service.ANALYSIS) {
      environment.put("COLLOQUY_LLM_URL", local(Service.LLM_CASCADE));
    }
    if (service == Service.ANALYSIS) {
      environment.put("COLLOQUY_BLOBS_FOLDER", wiring.blobs().toString());
    }
    if (service == Service.LLM_CASCADE) {
      environment.put("COLLOQUY_CONVERSATION_URL", local(Service.CONVERSATION));
    }
    if (service == Service.CONVERSATION) {
      environment.put("COLLOQUY_ANALYSIS_URL", local(Service.ANALYSIS));
    }
    if (service == Service.CONVERSATION
        || service == Service.ANALYSIS
        || service == Service.TELEPHONY
        || service == Service.LLM_CASCADE) {
      environment.put("COLLOQUY_SECRETS_KEY", wiring.secretsKey().value());
    }
    return environment;
  }

  private String local(Service service) {
    return "http://127.0.0.1:" + wiring.ports().get(service);
  }
}
