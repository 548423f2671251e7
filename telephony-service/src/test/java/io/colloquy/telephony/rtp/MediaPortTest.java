package io.colloquy.telephony.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.media.Tone;
import io.colloquy.telephony.sdp.Codec;
import io.colloquy.telephony.sdp.MediaTerms;
import io.colloquy.telephony.sdp.MediaTerms.Encryption;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two ports that call each other over real sockets. */
class MediaPortTest {

  private static final MediaTerms NARROW = new MediaTerms(Encryption.DISABLED, "127.0.0.1", false);

  private final MediaPorts ports =
      new MediaPorts(
          new Settings(InetAddress.getLoopbackAddress(), 42_000, 42_199, 1), Clock.systemUTC());

  @AfterEach
  void close() {
    ports.close();
  }

  @Test
  void aToneOfEachSideReachesTheOther() throws NoFreePort {
    MediaPort caller = ports.open();
    MediaPort called = ports.open();
    Ear callersEar = new Ear();
    Ear calledsEar = new Ear();
    caller.listen(callersEar);
    called.listen(calledsEar);

    Agreed agreed = connect(caller, called, NARROW);
    assertThat(agreed).isEqualTo(new Agreed(Codec.PCMU, 8_000, false, true, false));
    caller.play(Tone.sine(8_000, 440, 8_000, 0.4));
    called.play(Tone.sine(8_000, 1_000, 8_000, 0.4));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> callersEar.heardMs() > 1_500 && calledsEar.heardMs() > 1_500);
    assertThat(Spectrum.loudest(callersEar.take(), 8_000)).isCloseTo(1_000, Spectrum.HZ);
    assertThat(Spectrum.loudest(calledsEar.take(), 8_000)).isCloseTo(440, Spectrum.HZ);
  }

  @Test
  void keysOfOneSideReachTheOther() throws NoFreePort {
    MediaPort caller = ports.open();
    MediaPort called = ports.open();
    Ear ear = new Ear();
    called.listen(ear);
    connect(caller, called, NARROW);

    caller.keys("123#w*a").toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();

    await().atMost(Duration.ofSeconds(30)).until(() -> ear.keys().length() == 6);
    assertThat(ear.keys()).isEqualTo("123#*A");
  }

  @Test
  void whatIsNoKeyIsNotPressed() throws NoFreePort {
    MediaPort port = ports.open();
    assertThat(port.keys("12x").toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aRangeThatIsUsedUpIsToldAndComesBack() throws NoFreePort {
    try (MediaPorts few =
        new MediaPorts(
            new Settings(InetAddress.getLoopbackAddress(), 42_201, 42_205, 1), Clock.systemUTC())) {
      MediaPort first = few.open();
      MediaPort second = few.open();
      assertThat(first.port()).isBetween(42_201, 42_205).isEven();
      assertThat(second.port()).isBetween(42_201, 42_205).isEven();
      assertThatThrownBy(few::open).isInstanceOf(NoFreePort.class);
      first.close();
      await().atMost(Duration.ofSeconds(30)).until(() -> few.inUse() == 1);
      assertThat(few.open().port()).isEqualTo(first.port());
    }
  }

  private static Agreed connect(MediaPort caller, MediaPort called, MediaTerms terms) {
    Answer answer = (Answer) called.answer(caller.offer(terms), terms);
    Agreed agreed = (Agreed) caller.accept(answer.sdp());
    assertThat(agreed).isEqualTo(answer.agreed());
    return agreed;
  }
}
