package io.colloquy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

  private static final Duration TERM = Duration.ofSeconds(20);

  private final List<String> moves = new ArrayList<>();
  private final FakeTable table = new FakeTable();
  private boolean habitable = true;
  private long nowMs = 1_000;

  private final LeaseKeeper keeper =
      new LeaseKeeper(
          table,
          "me",
          TERM,
          () -> Instant.ofEpochMilli(nowMs),
          new LeaseKeeper.Tenant() {
            @Override
            public void moveIn(int partition) {
              if (!habitable) {
                throw new IllegalStateException("no broker");
              }
              moves.add("in " + partition);
            }

            @Override
            public void moveOut() {
              moves.add("out");
            }
          });

  @Test
  void movesInOnceAndRenews() {
    keeper.tick();
    keeper.tick();
    keeper.tick();

    assertThat(moves).containsExactly("in 7");
    assertThat(table.renewals).isEqualTo(2);
    assertThat(keeper.isHolding()).isTrue();
  }

  @Test
  void keepsAskingWhileAllAreTaken() {
    table.free = Optional.empty();
    keeper.tick();
    assertThat(keeper.isHolding()).isFalse();

    table.free = Optional.of(9);
    keeper.tick();
    assertThat(moves).containsExactly("in 9");
  }

  @Test
  void movesOutWhenSomebodyElseHoldsItNowAndLooksForAnother() {
    keeper.tick();
    table.mine = false;
    keeper.tick();
    assertThat(moves).containsExactly("in 7", "out");

    table.free = Optional.of(8);
    keeper.tick();
    assertThat(moves).containsExactly("in 7", "out", "in 8");
  }

  @Test
  void staysWhileTheTableIsAwayUntilShortlyBeforeOthersMayTakeItsPlace() {
    keeper.tick();
    table.away = true;
    nowMs += TERM.minus(LeaseKeeper.NOTICE).toMillis() - 1;
    keeper.tick();
    assertThat(moves).containsExactly("in 7");
    assertThat(keeper.left()).isEqualTo(Duration.ofMillis(1));

    nowMs += 1;
    keeper.tick();
    assertThat(moves).containsExactly("in 7", "out");
  }

  @Test
  void givesBackWhatItCannotUse() {
    habitable = false;
    keeper.tick();
    assertThat(table.givenBack).containsExactly(7);
    assertThat(keeper.isHolding()).isFalse();

    habitable = true;
    keeper.tick();
    assertThat(moves).containsExactly("in 7");
  }

  @Test
  void leavesInGoodOrder() {
    keeper.tick();
    keeper.giveBack();
    keeper.giveBack();

    assertThat(moves).containsExactly("in 7", "out");
    assertThat(table.givenBack).containsExactly(7);
  }

  private static final class FakeTable implements LeaseTable {
    private Optional<Integer> free = Optional.of(7);
    private boolean mine = true;
    private boolean away;
    private int renewals;
    private final List<Integer> givenBack = new ArrayList<>();

    @Override
    public Optional<Integer> take(String holder, Duration term) {
      ask();
      mine = true;
      return free;
    }

    @Override
    public boolean renew(int partition, String holder, Duration term) {
      ask();
      renewals++;
      return mine;
    }

    @Override
    public void giveBack(int partition, String holder) {
      ask();
      givenBack.add(partition);
    }

    private void ask() {
      if (away) {
        throw new IllegalStateException("no database");
      }
    }
  }
}
