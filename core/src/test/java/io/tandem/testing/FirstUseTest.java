package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class as the first of Tandem's that a JVM without any options touches. */
class FirstUseTest {
    private static final String USED = "used";
    /** JDK 24 and later, once, about JNA. */
    private static final List<String> WARNING = List.of(
            "WARNING: A restricted method in java.lang.System has been called",
            "WARNING: java.lang.System::load has been called by com.sun.jna",
            "WARNING: Use --enable-native-access=ALL-UNNAMED",
            "WARNING: Restricted methods will be blocked");

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** One of a kind, or all of them. */
    static Stream<EverySharedObject> firsts() {
        return Boolean.getBoolean("tandem.long")
                ? Arrays.stream(EverySharedObject.values())
                : Stream.of(
                        EverySharedObject.LOCK,
                        EverySharedObject.BARRIER,
                        EverySharedObject.LONG_ARRAY,
                        EverySharedObject.LIST);
    }

    @ParameterizedTest
    @MethodSource("firsts")
    void shouldWorkAndPrintNothingElseWhenItIsTheFirstThatIsUsed(final EverySharedObject first) throws Exception {
        try (ChildJvm child = ChildJvm.startWithoutOptions(FirstUse.class, domain.directory(), first)) {
            final List<String> printed = child.remainingLines();

            assertThat(printed).contains(USED);
            assertThat(printed).allMatch(FirstUseTest::isExpected);
            assertThat(child.awaitExit()).isZero();
        }
    }

    private static boolean isExpected(final String line) {
        return line.isEmpty()
                || line.equals(USED)
                || Runtime.version().feature() >= 24 && WARNING.stream().anyMatch(line::startsWith);
    }

    /** That class first, and then all others. */
    static final class FirstUse {
        private FirstUse() {}

        public static void main(final String[] arguments) throws Exception {
            final Domain domain = Domain.at(Path.of(arguments[0]));
            final EverySharedObject first = EverySharedObject.valueOf(arguments[1]);
            use(first, domain);
            for (final EverySharedObject other : EverySharedObject.values()) {
                use(other, domain);
            }
            System.out.println(USED);
        }

        private static void use(final EverySharedObject kind, final Domain domain) throws Exception {
            try (EverySharedObject.Opened opened = kind.create(domain)) {
                opened.use();
            }
        }
    }
}
