package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A shared barrier does as a {@link java.util.concurrent.CyclicBarrier} does, wherever its parties are. */
@ParameterizedClass
@EnumSource
class BarrierConformanceTest extends PartyConformance {
    private static final int ROUNDS = 500;

    BarrierConformanceTest() {
        super(Subject.BARRIER, 3);
    }

    @Test
    void shouldTellTheOrderOfArrivalWhenAllHaveArrived() throws Exception {
        final CompletableFuture<String> one = second.start("await");
        until("waiting", "1");
        final CompletableFuture<String> two = third.start("await");
        until("waiting", "2");

        final String last = first.call("await");

        assertThat(Party.answer(one)).isEqualTo("2");
        assertThat(Party.answer(two)).isEqualTo("1");
        assertThat(last).isEqualTo("0");
        assertThat(own.call("waiting")).isEqualTo("0");
    }

    @Test
    void shouldMeetAgainAndAgainWhenNothingHappens() throws Exception {
        final CompletableFuture<String> one = second.start("rounds " + ROUNDS);
        final CompletableFuture<String> two = third.start("rounds " + ROUNDS);
        final CompletableFuture<String> three = first.start("rounds " + ROUNDS);

        final int sum = Integer.parseInt(Party.answer(one))
                + Integer.parseInt(Party.answer(two))
                + Integer.parseInt(Party.answer(three));

        assertThat(sum).isEqualTo(ROUNDS * (2 + 1 + 0));
    }

    @Test
    void shouldBreakForAllWhenTheTimeOfOneIsUp() throws Exception {
        final CompletableFuture<String> waiting = second.start("await");
        until("waiting", "1");

        final String timedOut = third.call("await 5");

        assertThat(timedOut).isEqualTo("time-out");
        assertThat(Party.answer(waiting)).startsWith("broken");
        assertThat(first.call("await")).startsWith("broken");
        assertThat(own.call("broken")).isEqualTo("true");
        assertThat(own.call("waiting")).isEqualTo("0");
    }

    @Test
    void shouldNotWaitWhenItHasNoTime() throws Exception {
        final CompletableFuture<String> one = second.start("await");
        final CompletableFuture<String> two = third.start("await");
        until("waiting", "2");

        final String last = first.call("await 0");
        final String alone = first.call("await 0");

        assertThat(last).isEqualTo("0");
        assertThat(alone).isEqualTo("time-out");
        assertThat(Party.answer(one)).isIn("1", "2");
        assertThat(Party.answer(two)).isIn("1", "2");
    }

    @Test
    void shouldBreakForAllWhenOneIsInterrupted() throws Exception {
        final CompletableFuture<String> interrupted = second.start("await");
        final CompletableFuture<String> other = third.start("await");
        until("waiting", "2");

        second.interrupt();

        assertThat(Party.answer(interrupted)).isEqualTo("interrupted");
        assertThat(Party.answer(other)).startsWith("broken");
        assertThat(own.call("broken")).isEqualTo("true");
    }

    @Test
    void shouldBreakForAllWhenOneIsInterruptedBefore() throws Exception {
        final CompletableFuture<String> waiting = second.start("await");
        until("waiting", "1");

        Thread.currentThread().interrupt();
        final String interrupted = own.call("await");

        assertThat(interrupted).isEqualTo("interrupted");
        assertThat(Party.answer(waiting)).startsWith("broken");
    }

    @Test
    void shouldKeepTheInterruptionWhenItIsBrokenAlready() {
        own.call("await 0");

        Thread.currentThread().interrupt();
        final String answer = own.call("await");

        assertThat(answer).startsWith("broken");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldTellThoseWhoWaitAndGoOnWhenReset() throws Exception {
        final CompletableFuture<String> waiting = second.start("await");
        until("waiting", "1");

        first.call("reset");

        assertThat(Party.answer(waiting)).startsWith("broken");
        assertThat(own.call("broken")).isEqualTo("false");
        shouldTellTheOrderOfArrivalWhenAllHaveArrived();
    }

    @Test
    void shouldGoOnWhenResetAfterItBroke() throws Exception {
        third.call("await 0");
        assertThat(second.call("await")).startsWith("broken");

        second.call("reset");

        assertThat(own.call("broken")).isEqualTo("false");
        shouldTellTheOrderOfArrivalWhenAllHaveArrived();
    }
}
