package io.colloquy.rest.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2001::1",
        "2001:db8::1",
        "2002:0a00:0001::1"
      })
  void anAddressOfThisNetworkIsNotConnectedTo(String address) throws Exception {
    var literal = InetAddress.getByName(address);
    var egress = new Egress(false, _ -> List.of(literal));

    assertThatThrownBy(() -> egress.target("https://host.example"))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("private network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::101:101",
        "2002:0101:0101::1"
      })
  void anAddressOfTheInternetIs(String address) throws Exception {
    var literal = InetAddress.getByName(address);
    var target = new Egress(false, _ -> List.of(literal)).target("https://host.example/a?b=%20");

    assertThat(target.address()).isEqualTo(literal);
    assertThat(target.port()).isEqualTo(443);
    assertThat(target.path()).isEqualTo("/a?b=%20");
  }

  @Test
  void oneBadAddressAmongGoodOnesIsEnough() throws Exception {
    var both = List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1"));
    var egress = new Egress(false, _ -> both);

    assertThatThrownBy(() -> egress.target("https://host.example")).isInstanceOf(Forbidden.class);
  }

  @Test
  void aNameIsLookedUpOnceAndTheConnectionGoesToWhatWasJudged() throws Exception {
    var answers = new ArrayList<>(List.of("1.1.1.1", "127.0.0.1"));
    var egress = new Egress(false, _ -> List.of(InetAddress.getByName(answers.removeFirst())));

    var target = egress.target("https://rebinding.example");

    assertThat(target.socketAddress().getAddress()).isEqualTo(InetAddress.getByName("1.1.1.1"));
  }

  @Test
  void theOperatorMayAllowTheOwnNetworkAndThenWithoutTls() {
    var target = new Egress(true).target("http://127.0.0.1:8123/mcp");

    assertThat(target.tls()).isFalse();
    assertThat(target.port()).isEqualTo(8123);
  }

  @Test
  void overTheInternetOnlyTlsIsSpoken() throws Exception {
    var one = InetAddress.getByName("1.1.1.1");
    var egress = new Egress(true, _ -> List.of(one));

    assertThatThrownBy(() -> egress.target("http://host.example"))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("https://");
  }

  @Test
  void aPageMayBeReadWithoutTlsButNotFromTheOwnNetwork() throws Exception {
    var one = InetAddress.getByName("1.1.1.1");
    var inside = InetAddress.getByName("10.0.0.1");

    assertThat(new Egress(false, _ -> List.of(one)).page("http://host.example").port())
        .isEqualTo(80);
    assertThatThrownBy(() -> new Egress(false, _ -> List.of(inside)).page("http://host.example"))
        .isInstanceOf(Forbidden.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "string",
        "ftp://host.example",
        "file:///etc/passwd",
        "https:///path",
        "https://user:secret@host.example",
        "https://host.example:70000",
        "https://a b"
      })
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> new Egress(true).target(address))
        .isInstanceOf(Forbidden.class)
        .hasMessage(
            "The address should be a URL that begins with http:// or https:// and names a host.");
  }

  @Test
  void anUnknownHostIsToldAsSuch() {
    var egress =
        new Egress(
            false,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatThrownBy(() -> egress.target("https://nowhere.example"))
        .hasMessage("The host is not known.");
  }

  @Test
  void aHostThatIsNotKnownYetMayBeNamedForLaterIfItWillBeSpokenToWithTls() {
    var egress =
        new Egress(
            false,
            _ -> {
              throw new UnknownHostException();
            });

    assertThatCode(() -> egress.judge("https://tomorrow.example/hook")).doesNotThrowAnyException();
    assertThatThrownBy(() -> egress.judge("http://tomorrow.example")).isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> egress.target("https://tomorrow.example"))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void aPrivateHostIsRefusedAlsoWhenItIsNamedForLater() {
    var loopback = InetAddress.getLoopbackAddress();

    assertThatThrownBy(() -> new Egress(false, _ -> List.of(loopback)).judge("https://a.example"))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("private network");
  }
}
