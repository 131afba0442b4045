package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two JVMs do rounds on synchronizers; again and again one of them is killed at a random instant, and replaced. Nobody may be stuck, and
 * the account must come out. By default a few kills while all kinds go on at once; in long runs hundreds, for each kind by
 * itself, too, and 10^7 hand-offs altogether.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillRoundsTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int KILLS = Integer.getInteger("tandem.kills", LONG ? 300 : 4);
    private static final long ROUNDS = Long.getLong("tandem.rounds", LONG ? 3_400_000 : 0);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ROUNDS_LIMIT = Duration.ofMinutes(30);
    private static final int MOST_MICROS = LONG ? 200_000 : 20_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final ChildJvm[] seats = new ChildJvm[KillAccount.SEATS];
    private final List<KillAccount> accounts = new ArrayList<>();
    private final List<KillRounds.Table> tables = new ArrayList<>();
    private long timedOutWhileBothPlayed;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    static Stream<List<KillRounds>> kinds() {
        final Stream<List<KillRounds>> all = Stream.of(List.of(KillRounds.values()));
        return LONG ? Stream.concat(all, Arrays.stream(KillRounds.values()).map(List::of)) : all;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldLoseDoubleAndHoldUpNothingWhenProcessesAreKilledAtRandom(final List<KillRounds> kinds) throws Exception {
        final long seed = System.nanoTime();
        final String orders = kinds.stream().map(Enum::name).collect(Collectors.joining(","));
        open(kinds);
        try {
            try (StandbyJvms jvms = jvms(KillAccount.SEATS + KILLS)) {
                play(jvms, orders, new SplittableRandom(seed));
                for (final KillRounds.Table table : tables) {
                    table.letThrough(KILLS);
                }
            } finally {
                killAll();
            }

            for (int kind = 0; kind < tables.size(); kind++) {
                tables.get(kind).settle(KILLS + KillAccount.SEATS);
                assertThat(accounts.get(kind).faults()).as("faults").isZero();
            }
            checkThatWakeUpsCame();
        } catch (final Throwable t) {
            throw new AssertionError("seed " + seed + ", kinds " + orders + ", seats said " + lastWords(), t);
        } finally {
            close(kinds);
        }
    }

    private void play(final StandbyJvms jvms, final String orders, final SplittableRandom random) throws Exception {
        for (int seat = 0; seat < KillAccount.SEATS; seat++) {
            seats[seat] = jvms.next(domain.directory() + " " + seat + " " + orders);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            awaitRound();
            final long before = timedOut();
            LockSupport.parkNanos(MICROSECONDS.toNanos(random.nextInt(MOST_MICROS)));
            timedOutWhileBothPlayed += timedOut() - before;
            final int seat = random.nextInt(KillAccount.SEATS);
            seats[seat].close();
            seats[seat] = jvms.next(domain.directory() + " " + seat + " " + orders);
        }
        awaitRound();
        final long before = timedOut();
        Awaitility.await()
                .pollInterval(10, MILLISECONDS)
                .atMost(ROUNDS_LIMIT)
                .until(() -> accounts.stream().allMatch(account -> account.progress() >= ROUNDS));
        timedOutWhileBothPlayed += timedOut() - before;
    }

    /** Each seat gets on with each kind. The instants are the system's affair: a seed gives the same choices, not the same run. */
    private void awaitRound() {
        final long[] before = progress();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(1, MILLISECONDS)
                .atMost(LIMIT)
                .untilAsserted(() -> {
                    final long[] now = progress();
                    for (int i = 0; i < now.length; i++) {
                        assertThat(now[i])
                                .as("kind %d, seat %d", i / KillAccount.SEATS, i % KillAccount.SEATS)
                                .isGreaterThan(before[i]);
                    }
                });
    }

    private long[] progress() {
        return accounts.stream()
                .flatMap(account -> Stream.of(account.progressOf(0), account.progressOf(1)))
                .mapToLong(Long::longValue)
                .toArray();
    }

    private long timedOut() {
        return accounts.stream().mapToLong(KillAccount::timedOut).sum();
    }

    /**
     * Sleeps end after 50 ms, so that a wake-up that was lost shows as one that timed out. Some do while the other is being replaced, and
     * a few where it gets no processor for that long, or tells of it late.
     */
    private void checkThatWakeUpsCame() {
        if (!LONG || accounts.size() > 1) {
            return;
        }
        final long rounds = accounts.get(0).progress();
        System.out.printf(
                "%d rounds, %d kills, %d sleeps that timed out, %d while both played%n",
                rounds, KILLS, timedOut(), timedOutWhileBothPlayed);
        assertThat(timedOut()).isLessThan(20L * (KILLS + 1) + rounds / 10_000);
        assertThat(timedOutWhileBothPlayed).isLessThan(2L * (KILLS + 1) + rounds / 100_000);
    }

    private List<String> lastWords() {
        return Arrays.stream(seats)
                .filter(seat -> seat != null)
                .flatMap(seat -> seat.remainingLines().stream())
                .toList();
    }

    private void open(final List<KillRounds> kinds) {
        for (final KillRounds kind : kinds) {
            final KillAccount account = kind.account(domain.get());
            accounts.add(account);
            tables.add(kind.open(domain.get(), 0, account));
        }
    }

    private void close(final List<KillRounds> kinds) {
        tables.forEach(KillRounds.Table::close);
        accounts.forEach(KillAccount::close);
        kinds.forEach(kind -> kind.delete(domain.get()));
        KillAccount.delete(domain.get());
    }

    private void killAll() {
        for (final ChildJvm seat : seats) {
            if (seat != null) {
                seat.close();
            }
        }
    }

    private static StandbyJvms jvms(final int count) {
        return new StandbyJvms(
                List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"), KillRoundsProgram.class, count);
    }
}
