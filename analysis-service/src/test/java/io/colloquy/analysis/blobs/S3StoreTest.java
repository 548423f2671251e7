package io.colloquy.analysis.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3StoreTest extends BlobStoreContract {

  private static S3Server server;
  private static S3Store store;

  @BeforeAll
  static void start() throws IOException {
    server = new S3Server();
    store = storeWith(S3Server.SECRET_KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @BeforeEach
  void clear() {
    server.clear();
  }

  @AfterEach
  void everyRequestWasSigned() {
    assertThat(server.forbidden()).isZero();
  }

  @Override
  BlobStore store() {
    return store;
  }

  @Test
  void aServerThatIsBusyForAMomentIsAskedAgain() throws IOException {
    server.fail(1);
    store.put("calls/1", bytes("a"));

    assertThat(store.read("calls/1")).isEqualTo(bytes("a"));
  }

  @Test
  void aServerThatIsAwayIsAFailure() {
    var nobody =
        new S3Store(
            new S3Store.Place(
                Optional.of(java.net.URI.create("http://127.0.0.1:1")),
                S3Server.REGION,
                S3Server.BUCKET,
                Optional.of(new S3Store.Credentials("a", "b"))));
    try (nobody) {
      assertThatThrownBy(() -> nobody.put("calls/1", bytes("a"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSecretIsNotInWhatIsLogged() {
    assertThat(new S3Store.Credentials("access", "hidden")).hasToString("Credentials[access]");
  }

  private static S3Store storeWith(String secret) {
    return new S3Store(
        new S3Store.Place(
            Optional.of(server.address()),
            S3Server.REGION,
            S3Server.BUCKET,
            Optional.of(new S3Store.Credentials(S3Server.ACCESS_KEY, secret))));
  }
}
