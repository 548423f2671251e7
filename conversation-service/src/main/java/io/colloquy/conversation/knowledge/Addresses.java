package io.colloquy.conversation.knowledge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the Internet from those of this machine, its network and its cloud. */
final class Addresses {

  /** Whether an address may be fetched from by whoever can name it. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet6Address
        ? isPublic6(address.getAddress())
        : isPublic4(address.getAddress());
  }

  private static boolean isPublic4(byte[] a) {
    int first = a[0] & 0xff;
    int second = a[1] & 0xff;
    int third = a[2] & 0xff;
    return switch (first) {
      case 0 -> false;
      case 100 -> second < 64 || second > 127; // shared by carriers; metadata of some clouds
      case 168 -> !(second == 63 && third == 129); // a cloud's metadata
      case 192 -> !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      default -> first < 240;
    };
  }

  private static boolean isPublic6(byte[] a) {
    // Only 2000::/3 is routed; in it, and in 64:ff9b::/96, an IPv4 address may be wrapped.
    if (startsWith(a, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublicWrapped(a, 12);
    }
    if (startsWith(a, 0x20, 0x02)) {
      return isPublicWrapped(a, 2);
    }
    boolean special =
        startsWith(a, 0x20, 0x01, 0x0d, 0xb8)
            || (startsWith(a, 0x20, 0x01) && (a[2] & 0xfe) == 0); // Teredo and its neighbours
    return (a[0] & 0xe0) == 0x20 && !special;
  }

  private static boolean isPublicWrapped(byte[] a, int at) {
    try {
      return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(a, at, at + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  private static boolean startsWith(byte[] a, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((a[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private Addresses() {}
}
