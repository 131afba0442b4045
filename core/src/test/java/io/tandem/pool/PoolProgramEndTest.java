package io.tandem.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.sync.SharedEvent;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that end in one way or another while their pool is at work: none of its workers outlives them. */
@Timeout(120)
class PoolProgramEndTest {
    private static final Duration OFTEN = Duration.ofMillis(10);
    /** The promise is a second; the rest is for a machine that is busy. */
    private static final Duration WORKERS_END_WITHIN = Duration.ofSeconds(15);

    private static final int WORKERS = 2;
    private static final int TASKS = 4;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void endWhatATestLeft() {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Argument: how it ends. */
    static final class Program {
        private Program() {}

        public static void main(final String[] arguments) throws Exception {
            switch (arguments[0]) {
                case "return" -> finishing(pool());
                case "throw" -> {
                    try (ProcessPool pool = pool()) {
                        finishing(pool);
                        throw new IllegalStateException("thrown beside a pool");
                    }
                }
                case "exit" -> {
                    hanging(pool());
                    System.exit(3);
                }
                case "executor" -> {
                    final ProcessPoolExecutor executor = ProcessPoolExecutor.builder()
                            .workers(1)
                            .jvmOptions(TestPools.LIGHT)
                            .create();
                    System.out.println("result " + executor.submit(() -> "came").get());
                    executor.stats().workers().forEach(worker -> System.out.println("worker " + worker.pid()));
                }
                default -> {
                    hanging(pool());
                    LockSupport.park();
                    TimeUnit.MINUTES.sleep(10);
                }
            }
        }

        private static ProcessPool pool() {
            return ProcessPool.builder()
                    .workers(WORKERS)
                    .jvmOptions(TestPools.LIGHT)
                    .create();
        }

        /** Tasks that heed nothing, one for each worker, and some that wait behind them. */
        private static void hanging(final ProcessPool pool) {
            final SharedLong began = SharedLong.create();
            for (int i = 0; i < TASKS; i++) {
                pool.callAsync(() -> {
                    began.getAndAdd(1L);
                    Fault.hang();
                    return 0;
                });
            }
            await(began, WORKERS);
            tellWorkers(pool);
        }

        private static void finishing(final ProcessPool pool) {
            final SharedLong began = SharedLong.create();
            final SharedEvent told = SharedEvent.create();
            for (int i = 0; i < TASKS; i++) {
                pool.callAsync(() -> {
                            began.getAndAdd(1L);
                            told.await();
                            TimeUnit.MILLISECONDS.sleep(400);
                            return "done";
                        })
                        .thenAccept(System.out::println);
            }
            await(began, WORKERS);
            tellWorkers(pool);
            told.set();
        }

        private static void await(final SharedLong number, final long least) {
            while (number.get() < least) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }

        private static void tellWorkers(final ProcessPool pool) {
            pool.stats().workers().forEach(worker -> System.out.println("worker " + worker.pid()));
        }
    }

    private ChildJvm start(final String how) throws IOException {
        return ChildJvm.startInOwnGroup(
                List.of("-Dtandem.dir=" + domain.directory(), "-XX:TieredStopAtLevel=1"), Program.class, how);
    }

    private void readWorkers(final ChildJvm program, final int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            pids.add(Long.parseLong(program.await("worker ").substring("worker ".length())));
        }
        assertThat(pids).hasSize(count).doesNotHaveDuplicates();
    }

    /** Alive in the sense that code runs: a zombie isn't. */
    private static boolean isAlive(final long pid) {
        try {
            final String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (final IOException e) {
            return false;
        }
    }

    private void requireAllGone() {
        Awaitility.await()
                .pollInterval(OFTEN)
                .atMost(WORKERS_END_WITHIN)
                .until(() -> pids.stream().noneMatch(PoolProgramEndTest::isAlive));
        Awaitility.await() // a worker that was on its way is among those that end a little later
                .pollInterval(OFTEN)
                .atMost(WORKERS_END_WITHIN)
                .untilAsserted(() -> {
                    domain.get().sweep();
                    assertThat(TestDomain.leftovers(domain.get())).isEmpty();
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
    void shouldEndAllWorkersWhenTheProgramGetsASignal(final String signal, final int exitCode) throws Exception {
        try (ChildJvm program = start("stay")) {
            readWorkers(program, WORKERS);
            assertThat(pids).allMatch(PoolProgramEndTest::isAlive);

            program.signal(signal);

            assertThat(program.awaitExit()).isEqualTo(exitCode);
            requireAllGone();
        }
    }

    @Test
    void shouldEndAllWorkersWhenTheTerminalInterruptsTheWholeGroup() throws Exception {
        try (ChildJvm program = start("stay")) {
            readWorkers(program, WORKERS);

            program.signalGroup("INT");

            assertThat(program.awaitExit()).isEqualTo(130);
            requireAllGone();
        }
    }

    @Test
    void shouldEndAllWorkersWhenTheProgramExits() throws Exception {
        try (ChildJvm program = start("exit")) {
            readWorkers(program, WORKERS);

            final int exitCode = program.awaitExit();

            assertThat(exitCode).isEqualTo(3);
            requireAllGone();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"return, 0", "throw, 1"})
    void shouldFinishWhatWasBegunWhenMainEnds(final String how, final int exitCode) throws Exception {
        try (ChildJvm program = start(how)) {
            readWorkers(program, WORKERS);

            final List<String> lines = program.remainingLines();

            assertThat(program.awaitExit()).isEqualTo(exitCode);
            assertThat(lines).filteredOn("done"::equals).hasSize(TASKS);
            if (how.equals("throw")) {
                assertThat(lines).anyMatch(line -> line.contains("thrown beside a pool"));
            }
            requireAllGone();
        }
    }

    @Test
    void shouldEndWhenMainReturnsWithoutClosingAnExecutor() throws Exception {
        try (ChildJvm program = start("executor")) {
            program.await("result came");
            readWorkers(program, 1);

            final int exitCode = program.awaitExit();

            assertThat(exitCode).isZero();
            requireAllGone();
        }
    }
}
