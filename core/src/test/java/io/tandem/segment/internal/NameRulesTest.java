package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.TestDomain;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @ValueSource(strings = {"orders", "a", "_x", "7", "Orders.v2-final_1", "a..b"})
    void shouldAcceptWhenItIsAFileNameWithoutSurprises(final String name) {
        assertThat(NameRules.check(name)).isEqualTo(name);
        assertThat(NameRules.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void shouldRefuseEverywhereWhenNameCouldMeanSomethingElse(final String name) {
        assertThat(NameRules.isValid(name)).isFalse();
        assertRefused(() -> Segment.create(domain.get(), Specs.named(name)));
        assertRefused(() -> Segment.open(domain.get(), Specs.named(name)));
        assertRefused(() -> Segment.openOrCreate(domain.get(), Specs.named(name)));
        assertRefused(() -> Segment.delete(domain.get(), name, ObjectKind.PIPE));
    }

    static Stream<String> badNames() {
        return Stream.of(
                "",
                "/",
                "a/b",
                "/dev/shm/x",
                ".",
                "..",
                "../x",
                ".hidden",
                "-x",
                "a\0b",
                "\0",
                "a b",
                "a\nb",
                "ö",
                "\uD83D\uDE00",
                "a".repeat(201),
                "a".repeat(300),
                "*",
                "~",
                "a:b");
    }

    private static void assertRefused(final Runnable operation) {
        assertThatThrownBy(operation::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 200 ASCII letters");
    }
}
