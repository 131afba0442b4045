package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two threads in the raw layer, in JVMs with and without {@code -Dtandem.checkThreads=true}, which is read once. */
@SuppressWarnings("try") // closed without use
class RawThreadCheckTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private static final String SENDING_REFUSED =
            "Thread \"another\" tried to send on a connection while thread \"main\" does.";
    private static final String RECEIVING_REFUSED =
            "Thread \"another\" tried to receive from a connection while thread \"main\" does.";

    @Test
    void shouldRefuseTheSecondThreadWhenThreadsAreChecked() throws Exception {
        final List<String> lines = linesOf("-Dtandem.checkThreads=true");

        assertThat(lines)
                .filteredOn(line -> line.startsWith("while a claim is open: "))
                .hasSize(5)
                .allMatch(line -> line.contains(SENDING_REFUSED));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("inside of a handler: "))
                .hasSize(2)
                .allMatch(line -> line.contains(RECEIVING_REFUSED));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("allowed: "))
                .hasSize(12)
                .allMatch(line -> line.endsWith(": done"));
    }

    @Test
    void shouldLeaveItToTheCallerWhenThreadsAreNotChecked() throws Exception {
        final List<String> lines = linesOf("-Dtandem.checkThreads=false");

        assertThat(lines).hasSize(19).allMatch(line -> line.endsWith(": done"));
    }

    private List<String> linesOf(final String option) throws IOException {
        try (ChildJvm child = ChildJvm.start(List.of(option), TwoThreads.class, domain.directory())) {
            final List<String> lines = child.remainingLines();
            assertThat(child.awaitExit()).as("%s", lines).isZero();
            return lines;
        }
    }

    /** Does with two threads what one may do, and what it may not; prints what becomes of each call. */
    static final class TwoThreads {
        private static final ExecutorService ANOTHER = Executors.newSingleThreadExecutor(task -> {
            final Thread thread = new Thread(task, "another");
            thread.setDaemon(true);
            return thread;
        });
        private static final UnsafeBuffer MESSAGE = new UnsafeBuffer(new byte[8]);

        public static void main(final String[] arguments) throws Exception {
            final Domain domain = Domain.at(Path.of(arguments[0]));
            try (var pipe = SharedPipe.builder(Object.class, Object.class)
                            .domain(domain)
                            .capacityBytes(4096)
                            .create();
                    var first = pipe.first();
                    var second = pipe.second()) {
                use(first.raw(), second.raw());
            }
            ProcessRegistry.of(domain).leave();
        }

        private static void use(final RawConnection first, final RawConnection second) throws Exception {
            final long claim = first.tryClaim(8);
            final long aborted = first.tryClaim(8);
            final long committed = first.tryClaim(8);
            another("while a claim is open: claim", () -> first.abort(first.tryClaim(8)));
            another("while a claim is open: offer", () -> first.offer(MESSAGE, 0, 8));
            another("while a claim is open: batch", () -> first.sendBatch(8, 1, (buffer, offset, length) -> {}));
            another("while a claim is open: abort", () -> first.abort(aborted));
            another("while a claim is open: commit", () -> first.commit(committed));
            // Done already where threads aren't checked.
            own("allowed: abort", () -> refused(() -> first.abort(aborted)));
            own("allowed: commit of the last", () -> refused(() -> first.commit(committed)));
            another("allowed: receive while one sends", () -> second.poll((buffer, offset, length) -> {}, 1));
            another("allowed: the other direction", () -> second.offer(MESSAGE, 0, 8));
            own("allowed: a second claim of its own", () -> first.abort(first.tryClaim(8)));
            own("allowed: commit", () -> first.commit(claim));
            own("allowed: a claim that fails", () -> refused(() -> first.tryClaim(1_000_000)));
            own("allowed: a commit that fails", () -> refused(() -> first.commit(claim)));
            another("allowed: send once the claims are closed", () -> first.commit(first.tryClaim(8)));

            second.poll(
                    (buffer, offset, length) -> {
                        another("inside of a handler: poll", () -> second.poll((more, at, size) -> {}, 1));
                        another(
                                "inside of a handler: receiveInto",
                                () -> second.receiveInto(new UnsafeBuffer(new byte[8]), 0, 8));
                        own("allowed: poll inside of its own handler", () -> second.poll((more, at, size) -> {}, 1));
                    },
                    1);
            own(
                    "allowed: a handler that fails",
                    () -> refused(() -> second.poll(
                            (buffer, offset, length) -> {
                                throw new IllegalArgumentException("as meant");
                            },
                            1)));
            another("allowed: receive once the handler is done", () -> second.poll((more, at, size) -> {}, 1));
        }

        private static void refused(final Runnable call) {
            try {
                call.run();
            } catch (final IllegalArgumentException | IllegalStateException e) {
                if (e.getMessage().contains("Thread \"")) {
                    throw e;
                }
            }
        }

        private static void own(final String what, final Runnable call) {
            try {
                call.run();
                System.out.println(what + ": done");
            } catch (final RuntimeException e) {
                System.out.println(what + ": " + e.getMessage());
            }
        }

        private static void another(final String what, final Runnable call) {
            try {
                CompletableFuture.runAsync(() -> own(what, call), ANOTHER).get(30, TimeUnit.SECONDS);
            } catch (final InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError(what, e);
            }
        }
    }
}
