package io.colloquy.rest;

/**
 * Whose objects a request is about. The gateway knows it from the API key and says so in a header;
 * nobody else reaches a service, and whoever does without a gateway has the workspace {@value
 * #DEFAULT}.
 */
public record Workspace(String id) {

  public static final String HEADER = io.colloquy.contracts.Workspace.HEADER;
  public static final String DEFAULT = io.colloquy.contracts.Workspace.DEFAULT;
}
