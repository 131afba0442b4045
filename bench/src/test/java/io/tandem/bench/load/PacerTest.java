package io.tandem.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final int RATE = 1_000_000;
    private static final long INTERVAL = 1000;
    private static final int MESSAGES = 16_000;
    private static final long START = Long.MAX_VALUE - 5_000_000; // the clock runs over in the slice, which it may
    private static final long TURN = 100;
    private static final long ON_THE_WAY = 500;
    private static final long STALL = 1_000_000;

    private final Pacer pacer = new Pacer(RATE);
    private final Laps laps = new Laps(MESSAGES);
    private final Deque<long[]> underWay = new ArrayDeque<>();
    private long now = START;

    @Test
    void shouldSendEveryMessageWhenItIsDue() {
        drive(Long.MAX_VALUE);

        final Histogram latencies = latencies();
        assertThat(now - START).isBetween((MESSAGES - 1) * INTERVAL, MESSAGES * INTERVAL);
        assertThat(latencies.getMaxValue()).isLessThanOrEqualTo(ON_THE_WAY + 2 * TURN);
        assertThat(latencies.getMinValue()).isGreaterThanOrEqualTo(ON_THE_WAY);
    }

    @Test
    void shouldTellEveryMessageLateThatWasDueWhileOneSendStalled() {
        drive(MESSAGES / 2);

        final Histogram latencies = latencies();
        final long late = latencies.getCountBetweenValues(2 * INTERVAL, Long.MAX_VALUE);
        // Those of the stall, and those that were due while the sender caught up, one a turn.
        assertThat(late).isBetween(STALL / INTERVAL, STALL / INTERVAL * 5 / 4);
        assertThat(latencies.getMaxValue()).isBetween(STALL, STALL + 4 * INTERVAL);
        // They are late by what is left of the stall: half of them by more than half of it.
        assertThat(latencies.getCountBetweenValues(STALL / 2, Long.MAX_VALUE)).isBetween(late * 2 / 5, late * 3 / 5);
        // The schedule was kept: the last message was due, and sent, when it would have been anyway.
        assertThat(now - START).isBetween((MESSAGES - 1) * INTERVAL, MESSAGES * INTERVAL);
    }

    @Test
    void shouldLeaveTheFirstOfASliceOutOfTheFiguresOnly() {
        drive(Long.MAX_VALUE);

        assertThat(latencies().getTotalCount()).isEqualTo(MESSAGES - MESSAGES / 16);
        assertThat(pacer.isDone()).isTrue();
        assertThat(pacer.isDue(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void shouldNumberOnFromSliceToSliceSoThatAnOldEchoIsNoticed() {
        pacer.start(1, 0);
        final long first = pacer.number();
        pacer.sent();
        pacer.back(first, 1, laps);

        pacer.start(1, 0);

        assertThat(pacer.number()).isEqualTo(first + 1);
        assertThatThrownBy(() -> pacer.back(first, 2, laps))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("message " + first + " came where " + (first + 1) + " was due");
    }

    @Test
    void shouldRefuseARateWhoseIntervalIsNoWholeNumber() {
        assertThatThrownBy(() -> new Pacer(3_000_000)).hasMessageContaining("whole nanoseconds; got 3000000");
        assertThatThrownBy(() -> new Pacer(0)).hasMessageContaining("got 0");
    }

    /** The loop of a subject, with a clock that moves on by the turn, and a channel that takes its time. */
    private void drive(final long stallsAt) {
        laps.start(1);
        pacer.start(MESSAGES, now);
        long sent = 0;
        while (!pacer.isDone()) {
            now += TURN;
            if (!underWay.isEmpty() && underWay.peek()[1] - now <= 0) {
                pacer.back(underWay.remove()[0], now, laps);
            }
            if (pacer.isDue(now)) {
                if (sent++ == stallsAt) {
                    now += STALL;
                }
                underWay.add(new long[] {pacer.number(), now + ON_THE_WAY});
                pacer.sent();
            }
        }
    }

    private Histogram latencies() {
        final Histogram latencies = new Histogram(1_000_000_000L, 3);
        laps.addTo(latencies);
        return latencies;
    }
}
