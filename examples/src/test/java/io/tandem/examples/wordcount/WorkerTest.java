package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void shouldMarkABatchDoneOnlyWhenItsResultIsPut() throws Exception {
        final Path file = Files.writeString(directory.resolve("file"), "one two two");
        final Path shared = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
        final Domain domain = Domain.at(shared.resolve("domain"));
        try (SharedQueue<Batch> work =
                        SharedQueue.builder(Batch.class).domain(domain).create();
                SharedQueue<Found> results = SharedQueue.builder(Found.class)
                        .domain(domain)
                        .capacityItems(1)
                        .create()) {
            work.put(new Batch(7, 11, new int[] {0}, new String[] {file.toString()}, null));

            // Its first message fills the results, so that the second must wait.
            final CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> run(work, results));
            await().atMost(LIMIT).until(() -> work.isEmpty() && results.stats().waitingProducers() == 1);
            final boolean doneBefore = work.join(0, TimeUnit.SECONDS);
            final Found first = results.take();
            final Found second = results.take();
            final boolean doneAfter = work.join(LIMIT.toSeconds(), TimeUnit.SECONDS);
            work.shutdown();
            worker.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(doneBefore).isFalse();
            assertThat(doneAfter).isTrue();
            assertThat(first.batches()).isEmpty();
            assertThat(second.batches()).containsExactly(7);
            assertThat(second.words()).isEqualTo("one two ");
            assertThat(second.counts()).containsExactly(1, 2);
        } finally {
            delete(shared);
        }
    }

    @Test
    void shouldReportPiecesOfAFileByThemselvesWhenThereAreSeveral() throws Exception {
        final String file =
                Files.writeString(directory.resolve("file"), "one two two").toString();
        final Path shared = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
        final Domain domain = Domain.at(shared.resolve("domain"));
        try (SharedQueue<Batch> work =
                        SharedQueue.builder(Batch.class).domain(domain).create();
                SharedQueue<Found> results =
                        SharedQueue.builder(Found.class).domain(domain).create()) {
            work.put(new Batch(0, 4, new int[] {5}, new String[] {file}, new Piece(0, 4, 2)));
            work.put(new Batch(1, 7, new int[] {5}, new String[] {file}, new Piece(4, Long.MAX_VALUE, 2)));
            work.put(new Batch(2, 4, new int[] {6}, new String[] {file}, new Piece(0, 4, 1)));
            work.put(new Batch(3, 11, new int[] {7}, new String[] {file}, null));

            final CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> run(work, results));
            final boolean done = work.join(LIMIT.toSeconds(), TimeUnit.SECONDS);
            final List<Found> found = new ArrayList<>();
            results.drainTo(found);
            work.shutdown();
            worker.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(done).isTrue();
            assertThat(found.stream().map(one -> one.file() + "/" + one.pieces() + Arrays.toString(one.batches())))
                    .containsExactly("-1/0[]", "5/2[0, 1]", "6/1[2]", "-1/0[3]");
            assertThat(found.get(1).words()).isEqualTo("one two ");
            assertThat(found.get(1).counts()).containsExactly(1, 2);
        } finally {
            delete(shared);
        }
    }

    private static void run(final SharedQueue<Batch> work, final SharedQueue<Found> results) {
        try {
            Worker.run(work, results);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(final Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
