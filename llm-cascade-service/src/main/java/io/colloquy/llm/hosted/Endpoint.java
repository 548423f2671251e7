package io.colloquy.llm.hosted;

import java.net.URI;

/**
 * Where a provider answers, and as whom.
 *
 * @param baseUrl without a slash at its end and without the protocol's version
 * @param standardModel serves every id that is not the provider's own
 */
public record Endpoint(String baseUrl, String apiKey, String standardModel) {

  /**
   * @param url with or without the version, as people write it
   * @param version the path that the protocol adds, for example {@code /v1}
   * @throws IllegalArgumentException if the address is none
   */
  public static Endpoint at(String url, String version, String apiKey, String standardModel) {
    var bare = url.strip().replaceAll("/+$", "");
    var uri = URI.create(bare);
    if (uri.getHost() == null || !bare.startsWith("http")) {
      throw new IllegalArgumentException("not an http address of a model provider: " + bare);
    }
    var base = bare.endsWith(version) ? bare.substring(0, bare.length() - version.length()) : bare;
    return new Endpoint(base, apiKey, standardModel);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "Endpoint[" + baseUrl + ", " + standardModel + "]";
  }
}
