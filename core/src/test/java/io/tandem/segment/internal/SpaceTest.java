package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.SmallFileSystem;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No room, and no more descriptors. */
@SuppressWarnings("try") // closed without use
class SpaceTest {
    private static final long MEGABYTE = 1 << 20;

    @RegisterExtension
    final SmallFileSystem files = new SmallFileSystem();

    @Test
    void shouldSayWhatIsNeededAndFreeWhenFileSystemIsFull() throws Exception {
        final Domain domain = files.mount();
        Segment.create(domain, Specs.unnamed(MEGABYTE)).close();
        final long free = OperatingSystem.current().usableSpace(files.directory());

        assertThatThrownBy(() -> Segment.create(domain, Specs.unnamed(20 * MEGABYTE)))
                .isInstanceOf(OutOfSpaceException.class)
                .hasMessageContaining(String.valueOf(20 * MEGABYTE + SegmentHeaderDescriptor.LENGTH))
                .hasMessageContaining(files.directory().toString())
                .hasMessageContaining("--shm-size")
                .hasMessageContaining("tandem.dir");

        assertThat(OperatingSystem.current().usableSpace(files.directory())).isEqualTo(free);
        assertThat(TestDomain.leftovers(domain)).isEmpty();
        leave(domain);
    }

    @Test
    void shouldGiveSpaceBackWhenItRunsOutHalfWay() throws Exception {
        final Domain domain = files.mount();
        ProcessRegistry.of(domain).own();
        final long free = OperatingSystem.current().usableSpace(files.directory());

        try (InterceptedSystem system = SmallFileSystem.boastOfSpace()) {
            assertThatThrownBy(() -> Segment.create(domain, Specs.unnamed(20 * MEGABYTE)))
                    .isInstanceOf(OutOfSpaceException.class)
                    .hasMessageContaining(files.directory().toString());
        }

        assertThat(OperatingSystem.current().usableSpace(files.directory())).isEqualTo(free);
        assertThat(TestDomain.leftovers(domain)).isEmpty();
        leave(domain);
    }

    @Test
    void shouldGoOnWhenSpaceIsGivenBackAfterItWasFull() throws Exception {
        final Domain domain = files.mount();
        final List<Segment> segments = new ArrayList<>();

        assertThatThrownBy(() -> {
                    while (true) {
                        segments.add(Segment.create(domain, Specs.unnamed(MEGABYTE)));
                    }
                })
                .isInstanceOf(OutOfSpaceException.class);
        for (final Segment segment : segments) {
            segment.buffer(0, (int) MEGABYTE).setMemory(0, (int) MEGABYTE, (byte) 1);
        }
        segments.forEach(Segment::close);

        assertThat(segments).hasSizeBetween(10, 16);
        Segment.create(domain, Specs.unnamed(8 * MEGABYTE)).close();
        assertThat(TestDomain.leftovers(domain)).isEmpty();
        leave(domain);
    }

    @Test
    void shouldSayThatThereIsNoRoomForADomainAndItsProcesses() throws Exception {
        final Domain domain = files.mount();
        final Path filler = files.directory().resolve("filler");
        OutOfSpaceException refusal = null;
        try (var channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                channel.write(ByteBuffer.allocate(4096));
            }
        } catch (final IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }

        try {
            ProcessRegistry.of(domain).own();
        } catch (final OutOfSpaceException e) {
            refusal = e;
        }
        Files.delete(filler);

        assertThat(refusal).isNotNull().hasMessageContaining("0 are free");
        assertThat(ProcessRegistry.of(domain).own()).isPositive();
        leave(domain);
    }

    @Test
    void shouldFailWithATypedErrorAndRecoverWhenDescriptorsRunOut() throws Exception {
        final Path directory = files.directory().resolve("tandem-test-few");
        final List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n 64; exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.command(List.of(), SegmentChild.class, "exhaust", directory));

        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .contains("spare 0 [EMFILE")
                .contains("spare 3 [ok")
                .contains("after [ok, ok, ok, ok, ok, ok]")
                .doesNotContain("Error");
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(TestDomain.leftovers(Domain.at(directory))).isEmpty();
    }

    private static void leave(final Domain domain) {
        ProcessRegistry.of(domain).leave();
    }
}
