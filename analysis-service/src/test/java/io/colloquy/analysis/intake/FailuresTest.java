package io.colloquy.analysis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  @ParameterizedTest
  @ValueSource(strings = {"22P05", "22001", "23502", "23514", "54000"})
  void whatTheDatabaseRefusesForItsContentStaysRefused(String sqlState) {
    assertThat(Failures.isFinal(wrapped(sqlState))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "08006", "40P01", "53100", "57P01", "25006", "3D000", "42P01"})
  void whatMayPassIsTriedAgain(String sqlState) {
    assertThat(Failures.isFinal(wrapped(sqlState))).isFalse();
  }

  @Test
  void aConnectionThatIsNotThereMayComeBack() {
    assertThat(Failures.isFinal(new ConnectException("refused"))).isFalse();
    assertThat(Failures.isFinal(new IllegalStateException())).isFalse();
  }

  @Test
  void theLogNamesTheKindOfFailureButNotTheDataThatItQuotes() {
    assertThat(Failures.brief(wrapped("22P05"))).isEqualTo("PgException 22P05");
  }

  private static Throwable wrapped(String sqlState) {
    return new CompletionException(
        new IllegalStateException(
            new PgException("invalid: 'my secret words'", "ERROR", sqlState, "a detail")));
  }
}
