package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CrewTest {
    private final Halt halt = new Halt();

    @Test
    void shouldLetAllWorkAtOnceWhenAskedAgain() throws Exception {
        try (Crew crew = new Crew(3, halt)) {
            for (int slice = 0; slice < 2; slice++) {
                final Set<Integer> workers = ConcurrentHashMap.newKeySet();
                final CountDownLatch together = new CountDownLatch(3);

                crew.run(worker -> {
                    workers.add(worker);
                    together.countDown();
                    together.await();
                });

                assertThat(workers).containsExactlyInAnyOrder(0, 1, 2);
            }
        }
    }

    @Test
    void shouldEndTheOthersAndSayWhyWhenAHelperFails() {
        final Set<Thread> helpers = ConcurrentHashMap.newKeySet();
        try (Crew crew = new Crew(3, halt)) {
            assertThatThrownBy(() -> crew.run(worker -> {
                        if (worker == 0) {
                            new CountDownLatch(1).await();
                        }
                        helpers.add(Thread.currentThread());
                        if (worker == 1) {
                            throw new IllegalStateException("no more numbers");
                        }
                        while (true) {
                            halt.spin();
                        }
                    }))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("no more numbers");
        }

        assertThat(helpers).isNotEmpty().allSatisfy(helper -> {
            helper.join(10_000);
            assertThat(helper.isAlive()).isFalse();
        });
    }
}
