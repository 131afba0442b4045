package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningForkTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.addAll(started.stream().flatMap(ProcessHandle::descendants).toList());
        started.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(LIMIT).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void shouldTakeNoOtherProgramForThePeerWhenAForkRunsOneBefore() throws Exception {
        final ProcessHandle searching = startWithChild("sleep 600");
        final ProcessHandle fork = startWithChild("sh -c 'sleep 600; :' io.tandem.process.internal.ChildMain");

        final RunningFork running = RunningFork.await(ProcessHandle.current());

        assertThat(running.fork()).isEqualTo(fork).isNotEqualTo(searching);
        assertThat(running.peer().parent()).contains(fork);
    }

    private ProcessHandle startWithChild(final String command) throws IOException {
        final ProcessHandle parent =
                new ProcessBuilder("sh", "-c", command + " & wait").start().toHandle();
        started.add(parent);
        Awaitility.await().atMost(LIMIT).until(() -> parent.children().findAny().isPresent());
        return parent;
    }
}
