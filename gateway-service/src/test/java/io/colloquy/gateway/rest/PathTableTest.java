package io.colloquy.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PathTableTest {

  private final PathTable<String> table =
      new PathTable<String>()
          .file("/v1/agents", "agents")
          .file("/v1/agents/*/tests", "tests")
          .file("/v1/agents/create/form", "form");

  @Test
  void theLongestPrefixWins() {
    assertThat(table.find("/v1/agents")).contains("agents");
    assertThat(table.find("/v1/agents/a1/link")).contains("agents");
    assertThat(table.find("/v1/agents/a1/tests")).contains("tests");
    assertThat(table.find("/v1/agents/a1/tests/t1/result")).contains("tests");
  }

  @Test
  void aSegmentByNameGoesBeforeAnySegmentButNotAtThePriceOfALongerPrefix() {
    assertThat(table.find("/v1/agents/create/form")).contains("form");
    assertThat(table.find("/v1/agents/create/tests")).contains("tests");
  }

  @Test
  void prefixesEndBetweenSegments() {
    assertThat(table.find("/v1/agentsX")).isEmpty();
    assertThat(table.find("/v1/agents/a1/testsX")).contains("agents");
    assertThat(table.find("/")).isEmpty();
  }

  @Test
  void aPrefixHasOneRoute() {
    assertThatThrownBy(() -> table.file("/v1/agents", "others"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
