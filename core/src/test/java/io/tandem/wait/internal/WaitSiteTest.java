package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitSiteTest {
    private final WaitSite site = new WaitSite();

    @Test
    void shouldSpinLessWhenSpinningDoesNotPay() {
        for (int i = 0; i < 20; i++) {
            site.slept(1_000_000);
        }

        assertThat(site.spinNanos()).isEqualTo(WaitSite.MIN_SPIN_NANOS);
    }

    @Test
    void shouldSpinMoreAgainWhenItPaid() {
        site.slept(1_000_000);
        final long shrunk = site.spinNanos();

        site.spinningPaid();

        assertThat(shrunk).isLessThan(WaitSite.MAX_SPIN_NANOS);
        assertThat(site.spinNanos()).isEqualTo(WaitSite.MAX_SPIN_NANOS);
    }

    @Test
    void shouldSpinMoreAgainWhenALongerSpinWouldHavePaid() {
        for (int i = 0; i < 20; i++) {
            site.slept(1_000_000);
        }

        for (int i = 0; i < 20; i++) {
            site.slept(WaitSite.MAX_SPIN_NANOS / 2);
        }

        assertThat(site.spinNanos()).isEqualTo(WaitSite.MAX_SPIN_NANOS);
    }

    @Test
    void shouldLookSlowlyAtOnceWhenItNeverDid() {
        final long now = System.nanoTime();

        assertThat(site.nextSlowLook(now, 50)).isEqualTo(now);
    }

    @Test
    void shouldLookSlowlyOncePerSliceWhenWaitsAreShort() {
        site.lookedSlowly(1_000, 3);

        assertThat(site.nextSlowLook(1_010, 50)).isEqualTo(1_050);
        assertThat(site.deathsSeen()).isEqualTo(3);
    }
}
