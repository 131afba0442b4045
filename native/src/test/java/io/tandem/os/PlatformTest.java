package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    /**
     * From the kernel's headers: x86-64 from arch/x86 (unistd_64.h) and asm-generic/fcntl.h; aarch64 from
     * asm-generic/unistd.h and arch/arm64 (fcntl.h, which gives O_NOFOLLOW the number that O_LARGEFILE has elsewhere).
     * struct epoll_event is packed on x86-64 alone.
     */
    @ParameterizedTest
    @CsvSource({"X86_64, 202, 324, 0400000, 12, 4", "AARCH64, 98, 283, 0100000, 16, 8"})
    void shouldHaveTheKernelsNumbersWhenTheyDifferByProcessor(
            final Platform platform,
            final int futex,
            final int membarrier,
            final String noFollow,
            final int eventSize,
            final int eventData) {
        assertThat(platform.sysFutex).isEqualTo(futex);
        assertThat(platform.sysMembarrier).isEqualTo(membarrier);
        assertThat(platform.noFollow).isEqualTo(Integer.parseInt(noFollow, 8));
        assertThat(platform.epollEventSize).isEqualTo(eventSize);
        assertThat(platform.epollEventData).isEqualTo(eventData);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void shouldHaveAFlagOfItsOwnWhenFlagsAreCombined(final Platform platform) {
        final int others = Platform.O_WRONLY
                | Platform.O_RDWR
                | Platform.O_CREAT
                | Platform.O_TRUNC
                | Platform.O_APPEND
                | Platform.O_CLOEXEC;

        assertThat(Integer.bitCount(platform.noFollow)).isOne();
        assertThat(platform.noFollow & others).isZero();
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void shouldBringTheNativeLibraryWhenAProcessorIsSupported(final Platform platform) {
        final String name = "/com/sun/jna/linux-" + platform.displayName + "/libjnidispatch.so";

        assertThat(com.sun.jna.Native.class.getResource(name)).isNotNull();
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
