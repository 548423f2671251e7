package io.colloquy.gateway.rest;

import java.net.URI;

/** A service behind the gateway. */
record Upstream(String host, int port, boolean tls) {

  /**
   * @param address for example {@code http://127.0.0.1:8081}
   * @throws IllegalArgumentException if the address names no host
   */
  static Upstream of(String address) {
    var uri = URI.create(address);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(address + " is not the address of a service");
    }
    boolean tls = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new Upstream(uri.getHost(), port, tls);
  }
}
