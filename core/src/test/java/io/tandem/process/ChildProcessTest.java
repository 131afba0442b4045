package io.tandem.process;

import static io.tandem.process.QuickChildren.LIMIT;
import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.tandem.codec.RemoteFailureException;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitSet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChildProcessTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private ChildProcess.Builder builder() {
        return QuickChildren.builder(domain);
    }

    /** Lines that a child printed to its piped standard output, after its end. */
    private static List<String> output(final ChildProcess child) throws Exception {
        ended(child);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.standardOutput(), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private static void printWhoIAm(final String greeting) {
        final RunningProcess parent = ChildProcess.parent().orElseThrow();
        final RunningProcess current = ChildProcess.current();
        System.out.println(greeting);
        System.out.println(current.name() + " " + current.pid() + " " + current.isAlive());
        System.out.println(parent.name() + " " + parent.pid() + " " + parent.isAlive());
    }

    @Test
    void shouldRunTheTargetWithItsCapturedArgumentsWhenStarted() throws Exception {
        final String greeting = "Grüße, 你好";
        final int number = 42;

        try (var child = builder()
                .name("worker")
                .jvmOptions("-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8")
                .standardOutput(StandardStream.pipe())
                .start(() -> printWhoIAm(greeting + number))) {
            assertThat(output(child))
                    .containsExactly(
                            greeting + number,
                            "worker " + child.pid() + " true",
                            "main " + ProcessHandle.current().pid() + " true");
            assertThat(child.exitCode()).isZero();
            assertThat(child.failure()).isEmpty();
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void shouldNameChildrenByThePathOfTheirCountersWhenNobodyNamesThem() throws Exception {
        try (var child = builder().standardOutput(StandardStream.pipe()).start(() -> {
            try (var first = ChildProcess.start(
                            () -> System.out.println(ChildProcess.current().name()));
                    var second = ChildProcess.start(() -> {})) {
                System.out.println(second.name());
                first.join();
                second.join();
                System.out.println(first.exitCode() + " " + second.exitCode());
            }
        })) {
            assertThat(child.name()).matches("main-\\d+");
            assertThat(output(child)).containsExactlyInAnyOrder(child.name() + ":1", child.name() + ":2", "0 0");
        }
    }

    @Test
    void shouldTellHowLongTheStartTookWhenItHasCome() throws Exception {
        final long before = System.nanoTime();

        try (var child = builder().start(() -> {})) {
            ended(child);

            final long nanos = System.nanoTime() - before;
            assertThat(child.timeToMain())
                    .hasValueSatisfying(time -> assertThat(time)
                            .isPositive()
                            .isLessThanOrEqualTo(child.timeToReady().orElseThrow()));
            assertThat(child.timeToReady())
                    .hasValueSatisfying(time -> assertThat(time.toNanos()).isLessThan(nanos));
        }
    }

    @Test
    void shouldGiveTheChildsExceptionWhenItsTargetThrows() throws Exception {
        try (var child = builder()
                .standardError(StandardStream.pipe())
                .name("thrower")
                .start(() -> {
                    throw new IllegalStateException("boom", new java.io.IOException("because"));
                })) {
            ended(child);

            assertThat(child.exitCode()).isEqualTo(1);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("boom")
                    .hasCauseInstanceOf(java.io.IOException.class);
            assertThat(child.failure().orElseThrow().getStackTrace()[0].getClassName())
                    .isEqualTo(ChildProcessTest.class.getName());
            final String written = new String(child.standardError().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(written).startsWith("Process thrower:\njava.lang.IllegalStateException: boom\n\tat ");
            assertThat(written).contains("Caused by: java.io.IOException: because");
            assertThat(written.split("IllegalStateException: boom")).hasSize(2);
        }
    }

    /** An exception that holds what can't travel. */
    private static final class Unserializable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final Object field = new Thread("can't travel");

        Unserializable() {
            super("with luggage", new java.io.IOException("because"));
        }

        @Override
        public String getMessage() {
            return super.getMessage() + " " + field.getClass().getSimpleName();
        }
    }

    @Test
    void shouldGiveAStandInWhenTheChildsExceptionCannotTravel() throws Exception {
        try (var child = builder().standardError(StandardStream.empty()).start(() -> {
            throw new Unserializable();
        })) {
            ended(child);

            assertThat(child.failure().orElseThrow()).isInstanceOfSatisfying(RemoteFailureException.class, standIn -> {
                assertThat(standIn.remoteClassName()).isEqualTo(Unserializable.class.getName());
                assertThat(standIn).hasMessageEndingWith("Unserializable: with luggage Thread");
                assertThat(standIn.getStackTrace()[0].getClassName()).isEqualTo(ChildProcessTest.class.getName());
                assertThat(standIn.getCause()).hasMessage(java.io.IOException.class.getName() + ": because");
                assertThat(standIn.getSuppressed())
                        .singleElement(as(THROWABLE))
                        .isInstanceOf(NotTransferableException.class)
                        .hasMessageContaining("java.lang.Thread");
            });
        }
    }

    @Test
    void shouldGiveAShortStandInWhenTheChildsExceptionIsTooLong() throws Exception {
        try (var child = builder().standardError(StandardStream.empty()).start(() -> {
            final RuntimeException long1 = new RuntimeException("outer");
            for (int i = 0; i < 40; i++) {
                final RuntimeException suppressed = new RuntimeException("suppressed " + i);
                suppressed.setStackTrace(IntStream.range(0, 500)
                        .mapToObj(n -> new StackTraceElement("some.Type" + n, "method" + n, "Type.java", n))
                        .toArray(StackTraceElement[]::new));
                long1.addSuppressed(suppressed);
            }
            throw long1;
        })) {
            ended(child);

            final Throwable failure = child.failure().orElseThrow();
            assertThat(failure)
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessage("java.lang.RuntimeException: outer");
            assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo(ChildProcessTest.class.getName());
            assertThat(failure.getSuppressed())
                    .filteredOn(RemoteFailureException.class::isInstance)
                    .hasSize(4)
                    .allMatch(s -> s.getStackTrace().length == 32);
            assertThat(failure.getSuppressed())
                    .filteredOn(NotTransferableException.class::isInstance)
                    .singleElement(as(THROWABLE))
                    .hasMessageContaining("there is room for");
        }
    }

    @Test
    void shouldWaitForNonDaemonThreadsOnlyWhenTheTargetHasReturned() throws Exception {
        try (var child = builder().standardOutput(StandardStream.pipe()).start(() -> {
            final Thread daemon = new Thread(() -> {
                try {
                    QuickChildren.sleepForEver();
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            daemon.setDaemon(true);
            daemon.start();
            final Thread main = Thread.currentThread();
            new Thread(() -> {
                        try {
                            main.join();
                        } catch (final InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        System.out.println("thread");
                    })
                    .start();
            System.out.println("main");
        })) {
            assertThat(output(child)).containsExactly("main", "thread");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void shouldStillExitWithOneWhenThreadsGoOnAfterTheTargetThrew() throws Exception {
        try (var child = builder()
                .standardError(StandardStream.empty())
                .standardOutput(StandardStream.pipe())
                .start(() -> {
                    final Thread main = Thread.currentThread();
                    new Thread(() -> {
                                try {
                                    main.join();
                                } catch (final InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                System.out.println("went on");
                            })
                            .start();
                    throw new IllegalArgumentException("thrown");
                })) {
            assertThat(output(child)).containsExactly("went on");
            assertThat(child.exitCode()).isEqualTo(1);
            assertThat(child.failure()).get().isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRunManyChildrenWhenTheyAreStartedAtOnce() throws Exception {
        final List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            final int number = i;
            children.add(builder().start(() -> System.exit(number)));
        }

        assertThat(ChildProcess.activeChildren()).isSubsetOf(children);
        for (int i = 0; i < children.size(); i++) {
            assertThat(ended(children.get(i)).exitCode()).isEqualTo(i);
        }
        assertThat(ChildProcess.activeChildren()).isEmpty();
        children.forEach(ChildProcess::close);
    }

    @Test
    void shouldOnlyLookWhenTheTimeoutIsZeroOrLess() throws Exception {
        try (var child = builder().start(QuickChildren::sleepForEver)) {
            assertThat(child.join(Duration.ZERO)).isFalse();
            assertThat(child.join(Duration.ofDays(-1))).isFalse();
            assertThat(child.isReady()).isFalse();
            child.kill();
            ended(child);
            assertThat(child.join(Duration.ZERO)).isTrue();
            assertThat(child.join(Duration.ofSeconds(Long.MIN_VALUE))).isTrue();
            assertThat(child.isReady()).isTrue();
        }
    }

    @Test
    void shouldReturnFalseWhenTheTimeIsUp() throws Exception {
        try (var child = builder().start(QuickChildren::sleepForEver)) {
            final long before = System.nanoTime();

            final boolean ended = child.join(Duration.ofMillis(50));

            assertThat(ended).isFalse();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
            assertThatThrownBy(child::exitCode)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("still runs");
            assertThat(child.failure()).isEmpty();
            child.kill();
            ended(child);
        }
    }

    @Test
    void shouldThrowAndLeaveTheChildAloneWhenTheWaitIsInterrupted() throws Exception {
        try (var child = builder().start(QuickChildren::sleepForEver)) {
            final CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            final Thread waiter = new Thread(() -> {
                try {
                    child.join();
                    outcome.complete(new AssertionError("returned"));
                } catch (final InterruptedException e) {
                    outcome.complete(e);
                }
            });
            waiter.start();
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> waiter.getState() == Thread.State.WAITING
                            || waiter.getState() == Thread.State.TIMED_WAITING);

            waiter.interrupt();

            assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(child.isAlive()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> child.join(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
            child.kill();
            ended(child);
            waiter.join();
        }
    }

    @Test
    void shouldCompleteWhenTheChildEnds() throws Exception {
        try (var child = builder().start(() -> System.exit(7))) {
            final CompletableFuture<ChildProcess> cancelled = child.onExit();
            cancelled.cancel(true);

            final CompletableFuture<Integer> code = child.onExit().thenApply(ChildProcess::exitCode);

            assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(child.onExit()).isCompletedWithValue(child);
        }
    }

    @Test
    void shouldWakeAWaitSetWhenOneOfItsChildrenEnds() throws Exception {
        try (var sleeper = builder().start(QuickChildren::sleepForEver);
                var runner = builder().start(() -> {})) {
            final WaitSet set = WaitSet.of(sleeper, runner);

            assertThat(set.await(LIMIT)).containsExactly(runner);
            set.remove(runner);
            assertThat(set.await(Duration.ofMillis(10))).isEmpty();
            sleeper.kill();
            ended(sleeper);
        }
    }

    @Test
    void shouldWakeASleepingWaitSetByASignalWhenAChildEnds() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices();
                var sleeper = builder().start(QuickChildren::sleepForEver)) {
            final CompletableFuture<List<?>> ready = new CompletableFuture<>();
            final Thread waiter = new Thread(() -> {
                try {
                    ready.complete(WaitSet.of(sleeper).await(LIMIT));
                } catch (final InterruptedException e) {
                    ready.completeExceptionally(e);
                }
            });
            waiter.start();
            Awaitility.await().atMost(LIMIT).until(() -> system.calls("futexWait") > 0);

            sleeper.kill();

            assertThat(ready.get(15, TimeUnit.SECONDS)).hasSize(1); // a slice lasts 20 here
            waiter.join();
        }
    }

    @Test
    void shouldGoOnAndBeCollectedWhenItsHandleIsClosed() throws Exception {
        final ChildProcess child = builder().name("closed").start(QuickChildren::sleepForEver);
        final CompletableFuture<ChildProcess> end = child.onExit();

        child.close();
        child.close();

        assertThat(child.name()).isEqualTo("closed");
        assertThat(child.isDaemon()).isFalse();
        assertThat(child.toString()).contains("closed", String.valueOf(child.pid()), "running");
        for (final Runnable call : List.<Runnable>of(
                child::isAlive,
                child::exitCode,
                child::onExit,
                child::failure,
                child::terminate,
                child::kill,
                child::interrupt,
                child::standardInput,
                child::standardOutput,
                child::standardError,
                child::timeToMain,
                child::timeToReady)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was closed");
        }
        assertThatThrownBy(child::join).isInstanceOf(IllegalStateException.class);
        assertThat(child.isReady()).isTrue();
        final ChildProcess again = ChildProcess.activeChildren().stream()
                .filter(child::equals)
                .findFirst()
                .orElseThrow();
        assertThat(again.isAlive()).isTrue();
        again.kill();
        assertThat(end.get(60, TimeUnit.SECONDS).name()).isEqualTo("closed");
        assertThat(ended(again).exitCode()).isEqualTo(-9);
        assertThat(ProcessHandle.of(child.pid())).isEmpty();
        again.close();
    }

    @Test
    void shouldKnowOnlyItselfWhenNobodyStartedIt() {
        final RunningProcess current = ChildProcess.current();

        assertThat(current.name()).isEqualTo("main");
        assertThat(current.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(current.isAlive()).isTrue();
        assertThatThrownBy(() -> current.join(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its own end");
        assertThat(ChildProcess.parent()).isEmpty();
    }
}
