package io.colloquy.rest.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Tells addresses of the Internet from those of this machine, its network and its cloud. */
final class Addresses {

  /** A block of addresses: those that begin with the same bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(byte[] start, int bits) {

    static Block of(String cidr) {
      var parts = cidr.split("/", 2);
      try {
        return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The special purpose registries of IANA, and the metadata addresses of clouds outside them. */
  private static final List<Block> SPECIAL =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");

  private static final Block ROUTED_IPV6 = Block.of("2000::/3");
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");
  private static final byte[] NAT64 = HexFormat.of().parseHex("0064ff9b0000000000000000");

  private static List<Block> blocks(String... cidrs) {
    return Arrays.stream(cidrs).map(Block::of).toList();
  }

  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    if (SPECIAL.stream().anyMatch(block -> block.holds(bytes))) {
      return false;
    }
    return !(address instanceof Inet6Address) || isPublic6(bytes);
  }

  /** An IPv4 address may be wrapped in one of IPv6. */
  private static boolean isPublic6(byte[] bytes) {
    if (Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
      return isPublic4(bytes, NAT64.length);
    }
    if (SIX_TO_FOUR.holds(bytes)) {
      return isPublic4(bytes, 2);
    }
    return ROUTED_IPV6.holds(bytes);
  }

  private static boolean isPublic4(byte[] bytes, int at) {
    try {
      return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  private Addresses() {}
}
