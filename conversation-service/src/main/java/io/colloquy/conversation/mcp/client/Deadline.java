package io.colloquy.conversation.mcp.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Until when everything has to be done. */
record Deadline(InstantSource clock, Instant end) {

  static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock, clock.instant().plus(time));
  }

  /**
   * Waits for an outcome.
   *
   * @throws McpFailure if it does not come in time, or is one
   */
  <T> T await(Future<T> outcome) {
    try {
      var left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
      return outcome.toCompletionStage().toCompletableFuture().get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new McpFailure("The MCP server took too long to answer.");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case McpFailure failure -> failure;
        default -> new McpFailure("The MCP server cannot be reached, or ended the connection.");
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new McpFailure("The connection to the MCP server was given up.");
    }
  }
}
