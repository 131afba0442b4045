package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.NumberedMessage;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes that are really killed, stopped, and started apart. */
@SuppressWarnings("try") // closed without use
class PipeKillTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int KILLS = LONG ? 1_000 : 16;
    private static final List<String> QUICK = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");
    private static final String PIPE = CrashScene.PIPE;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** Sends numbers for ever, or receives and says which. */
    static final class Victim {
        public static void main(final String[] arguments) throws Exception {
            // Spinning needs no native library, which would take longer to load than this process lives.
            final SharedPipe<Object, Object> pipe = SharedPipe.builder(Object.class, Object.class)
                    .domain(Domain.at(Path.of(arguments[0])))
                    .name(PIPE)
                    .waitPolicy(WaitPolicy.SPIN)
                    .adoptExisting()
                    .open();
            final Connection<Object, Object> connection = pipe.second();
            System.out.println("attached");
            if (arguments[1].equals("send")) {
                for (long number = Long.parseLong(arguments[2]); ; number++) {
                    connection.send(NumberedMessage.of(number));
                }
            }
            final StringBuilder line = new StringBuilder();
            while (true) {
                line.setLength(0);
                line.append("got ")
                        .append(NumberedMessage.number((byte[]) connection.receive()))
                        .append('\n');
                System.out.print(line);
            }
        }
    }

    /** Waits for its orders, so that it is up when its turn comes. */
    static final class Waiting {
        public static void main(final String[] arguments) throws Exception {
            final byte[] line = new byte[1024];
            final int length = System.in.read(line);
            Victim.main(
                    new String(line, 0, length, StandardCharsets.UTF_8).trim().split(" "));
        }
    }

    @Test
    void shouldSeeNothingTornOrTwiceWhenSendersAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        long received = 0;
        try (var pipe = create();
                var connection = pipe.first();
                StandbyJvms starting = new StandbyJvms(QUICK, Waiting.class, KILLS / 2)) {
            for (int kill = 0; kill < KILLS / 2; kill++) {
                try (ChildJvm sender = starting.next(domain.directory() + " send " + kill * 1_000_000_000L)) {
                    sender.await("attached");
                    final long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000));
                    long expected = kill * 1_000_000_000L;
                    while (System.nanoTime() < until) {
                        final byte[] bytes = (byte[]) connection.tryReceive();
                        if (bytes != null) {
                            assertThat(NumberedMessage.number(bytes))
                                    .as("seed %d, kill %d", seed, kill)
                                    .isEqualTo(expected++);
                        }
                    }
                    sender.kill();
                    expected = drainOfTheDead(connection, expected, seed);
                    received += expected - kill * 1_000_000_000L;
                }
            }
        } finally {
            SharedPipe.delete(domain.get(), PIPE);
        }
        assertThat(received).isGreaterThan(KILLS);
    }

    private static long drainOfTheDead(final Connection<Object, Object> connection, final long start, final long seed)
            throws InterruptedException {
        long expected = start;
        try {
            while (true) {
                assertThat(NumberedMessage.number((byte[]) connection.receive()))
                        .as("seed %d", seed)
                        .isEqualTo(expected++);
            }
        } catch (final PeerDiedException e) {
            assertThat(e).hasMessageContaining("pid");
        }
        return expected;
    }

    @Test
    void shouldLoseAtMostTheOneInHandWhenReceiversAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        long sent = 0;
        long next = 0;
        int silent = 0;
        try (var pipe = create();
                var connection = pipe.first();
                StandbyJvms starting = new StandbyJvms(QUICK, Waiting.class, KILLS / 2)) {
            for (int kill = 0; kill < KILLS / 2; kill++) {
                try (ChildJvm receiver = starting.next(domain.directory() + " receive")) {
                    receiver.await("attached");
                    final long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(20_000));
                    while (System.nanoTime() < until) {
                        if (connection.trySend(NumberedMessage.of(sent))) {
                            sent++;
                        }
                    }
                    // Unlike kill() this leaves its output readable.
                    ProcessHandle.of(receiver.pid()).orElseThrow().destroyForcibly();
                    final List<Long> got = new ArrayList<>();
                    for (final String line : receiver.remainingLines()) {
                        if (line.startsWith("got ")) {
                            got.add(Long.parseLong(line.substring(4)));
                        }
                    }
                    if (got.isEmpty()) {
                        silent++; // it may have had one in hand
                    } else {
                        // What each one before received and had no time to tell of is lost: one message.
                        assertThat(got.get(0))
                                .as("seed %d, kill %d", seed, kill)
                                .isBetween(next, next + 1 + silent);
                        silent = 0;
                        for (int i = 1; i < got.size(); i++) {
                            assertThat(got.get(i)).as("seed %d", seed).isEqualTo(got.get(i - 1) + 1);
                        }
                        next = got.get(got.size() - 1) + 1;
                    }
                }
            }
        } finally {
            SharedPipe.delete(domain.get(), PIPE);
        }
        assertThat(next).isPositive();
    }

    @Test
    void shouldNotTakeAStoppedProcessForDead() throws Exception {
        try (var pipe = create();
                var connection = pipe.first();
                ChildJvm sender = ChildJvm.start(QUICK, Victim.class, domain.directory(), "send", 0)) {
            sender.await("attached");
            assertThat(NumberedMessage.number((byte[]) connection.receive())).isZero();

            sender.signal("STOP");
            long expected = 1;
            byte[] bytes = (byte[]) connection.receive(Duration.ofMillis(200));
            while (bytes != null) {
                assertThat(NumberedMessage.number(bytes)).isEqualTo(expected++);
                bytes = (byte[]) connection.receive(Duration.ofMillis(200));
            }
            final long result = connection.raw().tryClaim(8);
            sender.signal("CONT");

            assertThat(result).isNotNegative();
            assertThat(NumberedMessage.number((byte[]) connection.receive())).isEqualTo(expected);
        } finally {
            SharedPipe.delete(domain.get(), PIPE);
        }
    }

    static Collection<CrashScenario> scenarios() {
        return LONG
                ? EnumSet.allOf(CrashScenario.class)
                : EnumSet.of(CrashScenario.SEND, CrashScenario.RECEIVE, CrashScenario.HAND_OVER);
    }

    /** What the crash-point test does with mappings, by SIGKILL: all steps in long runs, a few at random otherwise. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldGoOnWhenAProcessIsKilledAtAStep(final CrashScenario scenario) throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        boolean died = true;

        for (long step = 1; died; step++) {
            final long at = LONG ? step : 8 + random.nextInt(scenario == CrashScenario.RECEIVE ? 8 : 25);
            died = killedAt(scenario, at, "seed " + seed) && (LONG || step < 2);
        }

        assertThat(domain.directory()).exists();
    }

    private boolean killedAt(final CrashScenario scenario, final long step, final String seed) throws Exception {
        final List<TestDomain.OtherProcess> others = new ArrayList<>();
        try (CrashScene scene = new CrashScene(
                domain.get(),
                name -> {
                    others.add(domain.otherProcess(name));
                    return others.get(others.size() - 1).domain();
                },
                0)) {
            scenario.prepare(scene);
            others.forEach(TestDomain.OtherProcess::kill);
            final List<String> progress = new ArrayList<>();
            final boolean died;
            try (ChildJvm victim = ChildJvm.start(QUICK, Suicide.class, domain.directory(), scenario, step)) {
                died = victim.awaitExit() != 0;
                victim.remainingLines().stream()
                        .filter(line -> line.startsWith("progress "))
                        .forEach(line -> progress.add(line.substring("progress ".length())));
            }
            try {
                scenario.check(scene, progress);
                scene.checkThatItGoesOn();
            } catch (final Throwable t) {
                throw new AssertionError(scenario + " killed at step " + step + ", " + seed + ", " + progress, t);
            }
            return died;
        }
    }

    /** Does what a scenario says, and kills itself at a step. */
    static final class Suicide {
        public static void main(final String[] arguments) throws Exception {
            final Domain domain = Domain.at(Path.of(arguments[0]));
            try (CrashPoint point = CrashPoint.killingAt(Long.parseLong(arguments[2]))) {
                CrashScenario.valueOf(arguments[1])
                        .act(CrashScene.open(domain, PIPE), domain, text -> System.out.println("progress " + text));
                assertThat(point.hasDied()).isFalse();
            }
            Runtime.getRuntime().halt(0);
        }
    }

    private SharedPipe<Object, Object> create() {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .name(PIPE)
                .capacityBytes(4096)
                .create();
    }
}
