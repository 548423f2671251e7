package io.colloquy.llm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.cascade.Account;
import io.colloquy.llm.cascade.CascadeListener;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.Plan;
import io.colloquy.llm.cascade.Route;
import io.colloquy.llm.cascade.RouteHealth;
import io.colloquy.llm.cascade.UsualPatience;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every place of an answer, behind the cascade and behind a customer's own model:
 * what text comes out, and how long nothing does, in virtual time with the service's own limits.
 * That the faults are told by real sockets as they are here is for {@link FaultyProviderTest}.
 */
class FaultMatrixTest {

  private static final Path PAGE = Path.of("..", "docs", "llm-faults.md");
  private static final String BEGIN = "<!-- cells -->\n";
  private static final String END = "<!-- end -->\n";

  /** The defaults of {@code colloquy.llm}. */
  private static final Patience PATIENCE = UsualPatience.of(4);

  private static final Duration FILLER = Duration.ofMillis(1_500);
  private static final Question QUESTION =
      new Question("preferred", List.of(ChatMessage.user("When are you open?")), 0, -1);

  /** Who may answer. */
  enum Setting {
    CASCADE,
    /** A customer's own model, which fails once. */
    CUSTOM,
    /** A customer's own model, which fails always. */
    CUSTOM_DEAD
  }

  record Cell(Fault fault, Position position, Setting setting) {}

  /** What came out, with the time at which it came. */
  private static final class Heard implements CascadeListener {
    private final VirtualTime time;
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private Optional<ModelFailure> failure = Optional.empty();
    private int attempts;
    private long lastSignAt;
    private long longestSilence;
    private boolean over;

    Heard(VirtualTime time) {
      this.time = time;
      this.lastSignAt = time.millis();
    }

    private void sign() {
      assertThat(over).as("something came after the end").isFalse();
      longestSilence = Math.max(longestSilence, time.millis() - lastSignAt);
      lastSignAt = time.millis();
    }

    @Override
    public void text(String words) {
      sign();
      text.append(words);
    }

    @Override
    public void call(ToolCall call) {
      sign();
      calls.add(call);
    }

    @Override
    public void finished(Account account) {
      sign();
      over = true;
      attempts = account.attempts().size();
    }

    @Override
    public void failed(ModelFailure why, Account account) {
      finished(account);
      failure = Optional.of(why);
    }
  }

  static Stream<Cell> cells() {
    return Arrays.stream(Fault.values())
        .flatMap(
            fault ->
                Arrays.stream(Position.values())
                    .filter(fault::isOneAt)
                    .flatMap(
                        position ->
                            Arrays.stream(Setting.values())
                                .map(setting -> new Cell(fault, position, setting))));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void noWordIsLostNorSaidTwiceAndNobodyWaitsForLong(Cell cell) {
    var heard = play(cell);

    assertThat(heard.over).isTrue();
    if (cell.setting() == Setting.CUSTOM_DEAD) {
      assertThat(heard.failure).isPresent();
      assertThat(heard.attempts).isGreaterThanOrEqualTo(3);
      assertThat(heard.text.toString().strip()).isEqualTo(cell.position().said().strip());
      assertThat(heard.calls).isEmpty();
    } else if (cell.position() == Position.DURING_A_TOOL_CALL) {
      assertThat(heard.failure).isEmpty();
      assertThat(heard.text).isEmpty();
      assertThat(heard.calls).containsExactly(SteadyModel.CALL);
    } else {
      assertThat(heard.failure).isEmpty();
      assertThat(heard.text).hasToString(Position.SENTENCE + SteadyModel.REST);
    }
    assertThat(heard.longestSilence).isLessThanOrEqualTo(PATIENCE.total().toMillis());
  }

  @Test
  void thePageShowsWhatIsSoNow() throws IOException {
    var page = Files.readString(PAGE);
    var before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    var now = before + table() + page.substring(page.indexOf(END));
    if ("yes".equals(System.getenv("FAULTS_WRITE_PAGE"))) {
      Files.writeString(PAGE, now);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(now);
  }

  private static Heard play(Cell cell) {
    var time = new VirtualTime();
    var heard = new Heard(time);
    int faulty = cell.setting() == Setting.CUSTOM ? 1 : Integer.MAX_VALUE;
    var preferred = new SteadyModel(time, cell.fault(), cell.position(), faulty);
    var routes =
        cell.setting() == Setting.CASCADE
            ? List.of(
                Route.of("preferred", preferred),
                Route.of("backup", new SteadyModel(time, cell.fault(), cell.position(), 0)))
            : List.of(Route.of("custom", preferred));
    var _ =
        new Cascades(time, time, Unlimited.places())
            .answer(new Plan(routes, new RouteHealth(time)), QUESTION, PATIENCE, heard);
    for (int i = 0; i < 300 && !heard.over; i++) {
      time.advance(Duration.ofMillis(100));
    }
    return heard;
  }

  private static String table() {
    var rows = new StringBuilder();
    rows.append(
        "| fault | where | model | attempts | what comes out | nothing for | the caller |\n");
    rows.append("|---|---|---|--:|---|--:|---|\n");
    cells().map(cell -> row(cell, play(cell))).forEach(rows::append);
    return rows.toString();
  }

  private static String row(Cell cell, Heard heard) {
    var said = heard.text.toString().strip();
    var out =
        Stream.of(
                said.isEmpty() ? Optional.<String>empty() : Optional.of("“" + said + "”"),
                heard.calls.stream().findFirst().map(call -> "`" + call.name() + "`"),
                heard.failure.map(failure -> "failure: " + words(failure.reason())))
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    boolean filled = heard.longestSilence > FILLER.toMillis();
    return "| %s | %s | %s | %d | %s | %.1f s | %s%s |\n"
        .formatted(
            words(cell.fault()),
            words(cell.position()),
            words(cell.setting()),
            heard.attempts,
            out,
            heard.longestSilence / 1_000.0,
            filled ? "hears a filler after 1.5 s, then " : "hears ",
            heard.failure.isPresent() ? "an apology" : "the answer");
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
