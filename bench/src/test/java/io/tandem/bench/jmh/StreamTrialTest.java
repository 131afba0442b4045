package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamTrialTest {
    private static final int SOME = 10_000;

    @AfterEach
    void noProcessIsLeft() {
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldFailAQueuesTrialWhenThePeerIsKilledMeanwhile() throws Exception {
        final QueueStreamBenchmark.Trial trial = queue();
        final Numbers numbers = new Numbers();
        trial.producers.add(numbers, 0);

        requireItsStoryWhenKilled(() -> trial.put(numbers.next()));

        assertThatThrownBy(trial::tearDown).isInstanceOf(BenchException.class).hasMessageContaining("by signal 9");
    }

    @ParameterizedTest
    @MethodSource("pipes")
    void shouldFailAPipesTrialWhenThePeerIsKilledMeanwhile(final PipeStreamBenchmark.Trial trial) throws Exception {
        trial.open();

        requireItsStoryWhenKilled(trial::send);

        assertThatThrownBy(trial::tearDown).isInstanceOf(BenchException.class).hasMessageContaining("by signal 9");
    }

    @Test
    void shouldFailAQueuesTrialWhenANumberIsMissing() throws Exception {
        final QueueStreamBenchmark.Trial trial = queue();
        final Numbers numbers = new Numbers();
        trial.producers.add(numbers, 0);
        for (int i = 0; i < SOME; i++) {
            trial.put(numbers.next());
        }

        numbers.next();

        assertThatThrownBy(trial::tearDown)
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith(SOME + " numbers with a sum of ")
                .hasMessageContaining(" came, where " + (SOME + 1));
    }

    @ParameterizedTest
    @MethodSource("pipes")
    void shouldAcceptAPipesTrialWhenAllCame(final PipeStreamBenchmark.Trial trial) throws Exception {
        trial.open();

        for (int i = 0; i < SOME; i++) {
            trial.send();
        }

        assertThatCode(trial::tearDown).doesNotThrowAnyException();
    }

    private static QueueStreamBenchmark.Trial queue() throws Exception {
        final QueueStreamBenchmark.Trial trial = new QueueStreamBenchmark.Trial();
        trial.consumers = 2;
        trial.setUp();
        return trial;
    }

    private static Stream<PipeStreamBenchmark.Trial> pipes() {
        return Stream.of(
                new PipeStreamBenchmark.Typed(), new PipeStreamBenchmark.Unboxed(), new PipeStreamBenchmark.Raw());
    }

    private static void requireItsStoryWhenKilled(final ThrowingCallable send) throws Exception {
        final ProcessHandle peer =
                ProcessHandle.current().children().findFirst().orElseThrow();
        assertThatThrownBy(() -> {
                    for (long i = 0; ; i++) {
                        send.call();
                        if (i == SOME) {
                            peer.destroyForcibly();
                        }
                    }
                })
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("the peer (pid " + peer.pid() + ") ended by signal 9");
    }
}
