package io.tandem.wait.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0-1|2", "0-3,8|5", "2,4,6|3", "0-127|128"})
    void shouldCountWhenTheStatusListsThem(final String list, final int expected) {
        final String status = "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t" + list + "\nMems_allowed:\t1\n";

        assertThat(Processors.allowed(status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL", "''", "Name: java"},
            nullValues = "NULL")
    void shouldCountNoneWhenTheStatusSaysNothing(final String status) {
        assertThat(Processors.allowed(status)).isZero();
    }
}
