package io.colloquy.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

  private static final long SIZE = 1_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, bytes 0-0/1000",
    "bytes=0-, bytes 0-999/1000",
    "bytes=100-199, bytes 100-199/1000",
    "bytes=900-5000, bytes 900-999/1000",
    "bytes=-100, bytes 900-999/1000",
    "bytes=-5000, bytes 0-999/1000",
    "bytes=1000-, bytes */1000",
    "bytes=5000-6000, bytes */1000",
    "bytes=-0, bytes */1000"
  })
  void aRangeIsThePartOfTheFileThatThereIs(String header, String answer) {
    assertThat(ByteRange.of(header, SIZE)).map(range -> range.of(SIZE)).contains(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "items=0-1",
        "bytes=a-b",
        "bytes=99999999999999999999-",
        "''"
      })
  void whatCannotBeUnderstoodIsIgnored(String header) {
    assertThat(ByteRange.of(header, SIZE)).isEmpty();
  }
}
