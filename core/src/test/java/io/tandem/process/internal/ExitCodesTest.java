package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 1",
        "128, 0, 128",
        "129, 0, -1",
        "130, 0, -2",
        "131, 0, 131",
        "137, 0, 137",
        "143, 0, -15",
        "255, 0, 255",
        "0, 1, -1",
        "0, 6, -6",
        "0, 9, -9",
        "0, 15, -15",
        "0, 64, -64"
    })
    void shouldReadTheThreeSignalsThatAJvmHandlesAsSignalsWhenItExitsByItself(
            final int code, final int signal, final int expected) {
        final int exitCode = ExitCodes.of(new ExitStatus(code, signal));

        assertThat(exitCode).isEqualTo(expected);
    }

    @Test
    void shouldNameTheSignalWhenItIsKnown() {
        assertThat(ExitCodes.describe(3)).isEqualTo("exited with code 3");
        assertThat(ExitCodes.describe(-9)).isEqualTo("was ended by SIGKILL (exit code -9)");
        assertThat(ExitCodes.describe(-15)).contains("SIGTERM");
        assertThat(ExitCodes.describe(-11)).contains("SIGSEGV");
        assertThat(ExitCodes.describe(-63)).contains("signal 63");
    }
}
