package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.segment.MemoryOption;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a pipe's memory is provided, as the kernel tells it. */
class PipeMemoryTest {
    private static final int CAPACITY = 4 << 20;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** Of a locked page that two mappings share, the kernel counts half in each. */
    @ParameterizedTest
    @CsvSource({"PREFAULT, Rss:, 1", "LOCK, Locked:, 2"})
    void shouldProvideAllPagesWhenAskedTo(final MemoryOption option, final String field, final int sharers)
            throws IOException {
        try (var made = builder().memory(option).create();
                var opened = builder().memory(option).open()) {
            assertThat(kibibytes(field)).hasSize(2).allMatch(size -> size * 1024L > 2 * CAPACITY / sharers);
            assertThat(made.isClosed() || opened.isClosed()).isFalse();
        }
        SharedPipe.delete(domain.get(), "memory");
    }

    @Test
    void shouldProvideNothingWhenNotAskedTo() throws IOException {
        try (var made = builder().memory(MemoryOption.PREFAULT).memory().create()) {
            assertThat(kibibytes("Rss:"))
                    .singleElement()
                    .satisfies(size -> assertThat(size * 1024L).isLessThan(CAPACITY));
            assertThat(kibibytes("Locked:")).containsExactly(0);
            assertThat(made.isClosed()).isFalse();
        }
        SharedPipe.delete(domain.get(), "memory");
    }

    @Test
    void shouldCarryMessagesInHugePagesWhenTheSystemGivesThem() throws Exception {
        final var asked = builder().memory(MemoryOption.HUGE_PAGES, MemoryOption.LOCK);
        if (!hasHugePages()) {
            assertThatThrownBy(asked::create)
                    .isInstanceOf(TandemException.class)
                    .hasMessageContaining("Linux 6.1");
            return;
        }
        try (var pipe = asked.create();
                var opened = builder().memory(MemoryOption.HUGE_PAGES).open();
                var sender = pipe.first();
                var receiver = opened.second()) {
            for (int i = 0; i < 3 * CAPACITY / 1024; i++) {
                sender.send("x".repeat(1024) + i);
                assertThat(receiver.receive()).endsWith("x" + i);
            }

            assertThat(kibibytes("ShmemPmdMapped:")).hasSize(2).allMatch(size -> size == 2 * CAPACITY / 1024);
        }
        SharedPipe.delete(domain.get(), "memory");
    }

    @Test
    void shouldMakeNothingWhenItIsTooSmallForHugePages() throws IOException {
        final var asked = builder().capacityBytes(4096).memory(MemoryOption.HUGE_PAGES);

        assertThatThrownBy(asked::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make it larger, or do without huge pages");

        assertThat(domain.leftovers()).isEmpty();
        assertThat(domain.get().names()).isEmpty();
    }

    private SharedPipe.Builder<String, String> builder() {
        return SharedPipe.builder(String.class, String.class)
                .domain(domain.get())
                .name("memory")
                .capacityBytes(CAPACITY);
    }

    /** Of each mapping of a pipe in this domain: what else is mapped there is a page long. */
    private List<Integer> kibibytes(final String field) throws IOException {
        return Arrays.stream(Files.readString(Path.of("/proc/self/smaps")).split("VmFlags:"))
                .filter(mapping -> mapping.contains(domain.directory() + "/"))
                .filter(mapping -> number(mapping, "Size:") * 1024L > CAPACITY)
                .map(mapping -> number(mapping, field))
                .toList();
    }

    private static int number(final String mapping, final String field) {
        final String rest = mapping.substring(mapping.indexOf(field) + field.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf("kB")).strip());
    }

    private static boolean hasHugePages() throws IOException {
        final String[] version = System.getProperty("os.version").split("[^0-9]+");
        final int release = Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]);
        return release >= 6001
                && !Files.readString(Path.of("/sys/kernel/mm/transparent_hugepage/shmem_enabled"))
                        .contains("[deny]");
    }
}
