package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @Test
    void shouldKnowThisMachineWhenAsked() {
        final Platform platform = Platform.current();

        assertThat(platform.displayName).isIn("x86-64", "aarch64");
    }

    @ParameterizedTest
    @CsvSource({"amd64, X86_64", "x86_64, X86_64", "aarch64, AARCH64", "arm64, AARCH64"})
    void shouldAcceptLinuxWhenTheProcessorIsSupported(final String architecture, final Platform expected) {
        final Platform platform = Platform.of("Linux", architecture);

        assertThat(platform).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Mac OS X, aarch64",
        "Windows 11, amd64",
        "Linux, arm",
        "Linux, i386",
        "Linux, riscv64",
        "FreeBSD, amd64"
    })
    void shouldRefuseInOneSentenceWhenThePlatformIsAnother(final String system, final String architecture) {
        assertThatThrownBy(() -> Platform.of(system, architecture))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage(
                        "platform: not supported. Tandem runs on Linux on x86-64 or aarch64 in a 64-bit JVM; this is "
                                + system + " on " + architecture + ".");
    }

    @Test
    void shouldRefuseAtTheFirstCallWhenThePlatformIsAnother() {
        final JavaProgram program = JavaProgram.program().with("-Dos.arch=sparcv9");

        final JavaProgram.Result result = program.run(CallTwice.class);

        assertThat(result.output().lines())
                .containsExactly(
                        "Tandem runs on Linux on x86-64 or aarch64 in a 64-bit JVM; this is Linux on sparcv9.",
                        "Tandem runs on Linux on x86-64 or aarch64 in a 64-bit JVM; this is Linux on sparcv9.");
    }

    static final class CallTwice {
        public static void main(final String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    OperatingSystem.current().userId();
                } catch (final OperatingSystemException failure) {
                    System.out.println(failure.remedy());
                }
            }
        }
    }
}
