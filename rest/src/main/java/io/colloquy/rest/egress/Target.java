package io.colloquy.rest.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a request goes: the address that was judged, so that a host name which means another
 * machine a moment later gains nothing.
 */
public record Target(URI uri, InetAddress address) {

  public boolean tls() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  public int port() {
    return uri.getPort() >= 0 ? uri.getPort() : tls() ? 443 : 80;
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port());
  }

  /** Path and query, as they stand in the request. */
  public String path() {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
