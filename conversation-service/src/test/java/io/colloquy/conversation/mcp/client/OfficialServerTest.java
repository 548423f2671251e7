package io.colloquy.conversation.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.rest.egress.Egress;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.vertx.core.Vertx;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against the server of the protocol's own SDK. */
class OfficialServerTest {

  /** No tool is called here, so that there is nothing to check. */
  private static final JsonSchemaValidator NO_CHECK =
      (_, _) -> JsonSchemaValidator.ValidationResponse.asValid("{}");

  @TempDir Path folder;

  private final Tomcat tomcat = new Tomcat();
  private final Vertx vertx = Vertx.vertx();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private McpClient client;

  @BeforeEach
  void start() throws LifecycleException {
    client =
        new McpClient(
            vertx,
            new Egress(true),
            new Limits(Duration.ofSeconds(20), 1_000_000, 50),
            Clock.systemUTC());
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector();
  }

  @AfterEach
  void stop() throws LifecycleException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void itsToolsAreListedOverStreamableHttp() throws Exception {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    var server =
        McpServer.sync(transport)
            .serverInfo("test", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .jsonSchemaValidator(NO_CHECK)
            .build();
    server.addTool(tool());
    serve(transport);

    listsTheTool(Endpoint.Transport.STREAMABLE_HTTP, "/mcp");
  }

  @Test
  void itsToolsAreListedOverServerSentEvents() throws Exception {
    var transport =
        HttpServletSseServerTransportProvider.builder()
            .messageEndpoint("/message")
            .sseEndpoint("/sse")
            .build();
    var server =
        McpServer.sync(transport)
            .serverInfo("test", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
            .jsonSchemaValidator(NO_CHECK)
            .build();
    server.addTool(tool());
    serve(transport);

    listsTheTool(Endpoint.Transport.SSE, "/sse");
  }

  private static McpServerFeatures.SyncToolSpecification tool() {
    var schema =
        new McpSchema.JsonSchema(
            "object",
            Map.of("place", Map.of("type", "string")),
            List.of("place"),
            null,
            null,
            null);
    var tool =
        McpSchema.Tool.builder()
            .name("weather")
            .description("Tells the weather.")
            .inputSchema(schema)
            .build();
    return McpServerFeatures.SyncToolSpecification.builder()
        .tool(tool)
        .callHandler(
            (_, _) -> {
              throw new UnsupportedOperationException();
            })
        .build();
  }

  private void serve(HttpServlet transport) throws LifecycleException {
    var context = tomcat.addContext("", folder.toString());
    var wrapper = Tomcat.addServlet(context, "mcp", recording(transport));
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
    tomcat.start();
  }

  private HttpServlet recording(HttpServlet transport) {
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      public void service(ServletRequest request, ServletResponse response)
          throws ServletException, IOException {
        var authorization = ((HttpServletRequest) request).getHeader("Authorization");
        authorizations.add(String.valueOf(authorization));
        transport.service(request, response);
      }
    };
  }

  private void listsTheTool(Endpoint.Transport transport, String path) {
    var url = "http://127.0.0.1:%d%s".formatted(tomcat.getConnector().getLocalPort(), path);

    var tools = client.tools(new Endpoint(transport, url, Map.of("authorization", "Bearer k")));

    assertThat(tools).hasSize(1);
    var tool = tools.getFirst();
    assertThat(tool.path("name").asText()).isEqualTo("weather");
    assertThat(tool.path("description").asText()).isEqualTo("Tells the weather.");
    assertThat(tool.at("/inputSchema/properties/place/type").asText()).isEqualTo("string");
    assertThat(authorizations).hasSizeGreaterThanOrEqualTo(3).containsOnly("Bearer k");
  }
}
