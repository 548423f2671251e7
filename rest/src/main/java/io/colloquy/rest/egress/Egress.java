package io.colloquy.rest.egress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Judges addresses that customers name. Only those of the Internet are connected to; the operator
 * may allow those of the own network.
 */
@ApplicationScoped
public class Egress {

  private final Predicate<InetAddress> allowed;
  private final Resolver resolver;

  /** Finds the addresses of a host; blocks. */
  @FunctionalInterface
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  @Inject
  public Egress(
      @ConfigProperty(name = "colloquy.egress.allow-private", defaultValue = "false")
          boolean allowPrivate) {
    this(allowPrivate, host -> List.of(InetAddress.getAllByName(host)));
  }

  public Egress(boolean allowPrivate, Resolver resolver) {
    this(address -> allowPrivate || Addresses.isPublic(address), resolver);
  }

  public Egress(Predicate<InetAddress> allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  /**
   * Where a request to this address may go, which over the Internet is spoken with TLS only. Blocks
   * while the host's name is looked up.
   *
   * @throws Forbidden if it may not go there
   */
  public Target target(String address) {
    var uri = uri(address);
    var addresses = judged(uri);
    var target = new Target(uri, addresses.getFirst());
    if (!target.tls() && addresses.stream().anyMatch(Addresses::isPublic)) {
      throw new Forbidden("The address should begin with https://.");
    }
    return target;
  }

  /**
   * The same for what is sent no secret and asked for nothing but what anybody may read: with TLS
   * or without.
   *
   * @throws Forbidden likewise
   */
  public Target page(String address) {
    var uri = uri(address);
    return new Target(uri, judged(uri).getFirst());
  }

  /**
   * Judges an address as far as that can be done when somebody names it for later: a host that is
   * not known yet is judged when it is connected to. Blocks while the host's name is looked up.
   *
   * @throws Forbidden if it will never be connected to, as things are
   */
  public void judge(String address) {
    try {
      var _ = target(address);
    } catch (UnknownHost e) {
      if (!uri(address).getScheme().equalsIgnoreCase("https")) {
        throw e;
      }
    }
  }

  /** Every address that a host has must be fit: which one is connected to is not ours to say. */
  private List<InetAddress> judged(URI uri) {
    var addresses = addresses(uri.getHost().replaceAll("^\\[|]$", ""));
    if (!addresses.stream().allMatch(allowed)) {
      throw new Forbidden(
          "The host lies in a private network, and the operator of this server does not allow"
              + " connections there.");
    }
    return addresses;
  }

  private static URI uri(String address) {
    try {
      var uri = URI.create(address.strip());
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getPort() <= 65_535
          && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Answered below; the address may hold a secret and is not repeated.
    }
    throw new Forbidden(
        "The address should be a URL that begins with http:// or https:// and names a host.");
  }

  private List<InetAddress> addresses(String host) {
    try {
      var addresses = resolver.resolve(host);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (UnknownHostException _) {
      // Answered below, like a name without addresses.
    }
    throw new UnknownHost();
  }

  /** Nobody knows this host, now. */
  static final class UnknownHost extends Forbidden {
    private static final long serialVersionUID = 1L;

    UnknownHost() {
      super("The host is not known.");
    }
  }
}
