package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PeerJvmTest {
    @Test
    void shouldTellItsLastWordsWhenItEndsBeforeItIsReady() throws Exception {
        final Function<SharedQueue<Tally>, RemoteRunnable> target = answers -> () -> {
            System.err.println("no room for a peer here");
            System.exit(7);
        };

        try (Cleanup cleanup = Cleanup.begin(Cpus.any());
                PeerJvm peer = PeerJvm.start(cleanup.workplace().domain(), target, () -> {})) {
            assertThatThrownBy(() -> peer.awaitReady(() -> 0))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("ended with exit code 7")
                    .hasMessageContaining("no room for a peer here");
        }
    }

    @Test
    void shouldEndItAndWakeOthersWhenNothingGoesOn() throws Exception {
        final Function<SharedQueue<Tally>, RemoteRunnable> target = answers -> () -> {
            answers.put(Tally.NONE);
            new CountDownLatch(1).await();
        };
        final CountDownLatch woken = new CountDownLatch(1);

        try (Cleanup cleanup = Cleanup.begin(Cpus.any());
                PeerJvm peer = PeerJvm.start(cleanup.workplace().domain(), target, woken::countDown)) {
            peer.awaitReady(() -> 0, 1);

            assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.failed(new InterruptedException()))
                    .hasMessageContaining("nothing went through for 1 s")
                    .hasMessageContaining("ended by signal 9");
        }
    }
}
