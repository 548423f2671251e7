package io.colloquy.gateway.limit;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** Keeps one client from using up this gateway. Each gateway counts for itself. */
@Singleton
public class RateLimits {

  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  private final TokenBuckets keys;
  private final TokenBuckets addresses;

  RateLimits(LimitSettings settings) {
    keys = new TokenBuckets(settings.keyPerSecond(), settings.keyBurst(), System::nanoTime);
    addresses =
        new TokenBuckets(settings.addressPerSecond(), settings.addressBurst(), System::nanoTime);
  }

  /** Counts a request with this key. Zero if it may go on, else how long to wait. */
  public Duration countKey(String keyId) {
    return keys.take(keyId);
  }

  /** Counts a request by whom its address tells, as nothing else does. */
  public Duration countAddress(HttpServerRequest request) {
    var address = request.remoteAddress();
    return addresses.take(
        address == null || address.hostAddress() == null
            ? "local"
            : network(address.hostAddress()));
  }

  /** Who has one IPv6 address has a whole network of them. */
  static String network(String address) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && bytes.length == IPV6_BYTES
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
        : address;
  }
}
