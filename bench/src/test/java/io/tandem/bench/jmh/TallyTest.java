package io.tandem.bench.jmh;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.bench.harness.BenchException;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void shouldRefuseOnlyWhatDiffersFromWhatWasSent() {
        final Producers producers = new Producers();
        final Numbers one = new Numbers();
        final Numbers other = new Numbers();
        producers.add(one, 0);
        producers.add(other, 1);
        final long first = one.next();
        final long second = one.next();
        final long third = other.next();

        final Tally sent = producers.sent();

        assertThatCode(() -> new Tally(3, first + second + third).requireAll(sent))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Tally(3, first + first + third).requireAll(sent))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> new Tally(2, first + second).requireAll(sent)).isInstanceOf(BenchException.class);
    }
}
