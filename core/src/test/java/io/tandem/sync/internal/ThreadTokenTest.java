package io.tandem.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThreadTokenTest {
    @Test
    void shouldGiveEveryThreadItsOwnWhenTheirClassSaysTheSameOfAll() throws Exception {
        final long[] tokens = {
            tokenIn(Thread::new),
            tokenIn(SameId::new),
            tokenIn(SameId::new),
            ThreadToken.current(),
            ThreadToken.current()
        };

        for (final long token : tokens) {
            assertThat(token).isBetween(1L, ThreadToken.MAX);
        }
        assertThat(tokens[4]).isEqualTo(tokens[3]);
        assertThat(new long[] {tokens[0], tokens[1], tokens[2], tokens[3]}).doesNotHaveDuplicates();
    }

    /** Whichever class loader's copy asks, since all of them know a thread by the same number. */
    @Test
    void shouldGiveAThreadTheNumberThatTheJvmGaveItWhenItsClassSaysAnother() throws Exception {
        final SameId[] made = new SameId[1];

        final long token = tokenIn(task -> {
            made[0] = new SameId(task);
            return made[0];
        });

        assertThat(token).isEqualTo(made[0].realId());
    }

    /** As many as there are tokens. */
    @Test
    void shouldShareATokenWithNoOtherThreadWhenFewerThanThereAreTokensLieBetween() {
        final long most = ThreadToken.MAX;
        final long[] ids = {1, most, most + 1, 2 * most, 1L << 32, 3 * most, 3L << 31};

        final long[] tokens = LongStream.of(ids).map(ThreadToken::of).toArray();

        assertThat(tokens).containsExactly(1, most, 1, most, 2, most, 3);
    }

    @FunctionalInterface
    private interface Factory {
        Thread make(Runnable task);
    }

    private static long tokenIn(final Factory factory) throws Exception {
        final Callable<Long> call = ThreadToken::current;
        final FutureTask<Long> task = new FutureTask<>(call);
        final Thread thread = factory.make(task);
        thread.start();
        final long token = task.get(60, TimeUnit.SECONDS);
        thread.join();
        return token;
    }

    private static final class SameId extends Thread {
        SameId(final Runnable task) {
            super(task);
        }

        @SuppressWarnings("deprecation") // since 19
        long realId() {
            return super.getId();
        }

        @Override
        @SuppressWarnings("deprecation") // since 19; it is what this is about
        public long getId() {
            return 7;
        }
    }
}
