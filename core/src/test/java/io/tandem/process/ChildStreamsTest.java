package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChildStreamsTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    Path directory;

    private ChildProcess.Builder builder() {
        return QuickChildren.builder(domain);
    }

    /** Runs something while this process's standard output and error go to memory. */
    private static String captured(final boolean error, final ThrowingRunnable action) throws Exception {
        final PrintStream out = System.out;
        final PrintStream err = System.err;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final PrintStream memory = new SlowStream(bytes);
        try {
            if (error) {
                System.setErr(memory);
            } else {
                System.setOut(memory);
            }
            action.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** So slow that a child ends long before what it wrote was copied. */
    private static final class SlowStream extends PrintStream {
        SlowStream(final OutputStream target) {
            super(target, true, StandardCharsets.UTF_8);
        }

        @Override
        public void write(final byte[] bytes, final int offset, final int length) {
            LockSupport.parkNanos(100_000_000);
            super.write(bytes, offset, length);
        }
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static void copyInputToOutput() throws IOException {
        System.in.transferTo(System.out);
        System.out.flush();
    }

    @Test
    void shouldReadNothingWhenStandardInputIsLeftAlone() throws Exception {
        try (var child = builder().start(() -> System.exit(System.in.read() == -1 ? 0 : 1))) {
            assertThat(ended(child).exitCode()).isZero();
        }
    }

    @Test
    void shouldExchangeBytesWhenStreamsArePipes() throws Exception {
        try (var child = builder()
                .standardInput(StandardStream.pipe())
                .standardOutput(StandardStream.pipe())
                .standardError(StandardStream.pipe())
                .start(() -> {
                    System.err.print("err");
                    copyInputToOutput();
                })) {
            try (OutputStream input = child.standardInput()) {
                input.write("hello".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(child.standardOutput().readAllBytes()).asString().isEqualTo("hello");
            assertThat(child.standardError().readAllBytes()).asString().isEqualTo("err");
            assertThat(ended(child).exitCode()).isZero();
        }
    }

    @Test
    void shouldReadAndReplaceAndAppendWhenStreamsAreFiles() throws Exception {
        final Path input = Files.writeString(directory.resolve("in"), "text");
        final Path output = Files.writeString(directory.resolve("out"), "to be replaced, and much longer than that");
        final Path target = Files.writeString(directory.resolve("target"), "first\n");
        final Path errors = Files.createSymbolicLink(directory.resolve("err"), target);

        try (var child = builder()
                .standardInput(StandardStream.file(input))
                .standardOutput(StandardStream.file(output))
                .standardError(StandardStream.append(errors))
                .start(() -> {
                    System.err.println("second");
                    copyInputToOutput();
                })) {
            assertThat(ended(child).exitCode()).isZero();
        }

        assertThat(output).hasContent("text");
        assertThat(target).hasContent("first\nsecond");
    }

    @Test
    void shouldRefuseWithThePathWhenAFileOfAStreamCannotBeOpened() throws Exception {
        final Path missing = directory.resolve("missing/file");

        assertThatThrownBy(() ->
                        builder().standardInput(StandardStream.file(missing)).start(() -> {}))
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("ENOENT");
        assertThatThrownBy(() ->
                        builder().standardOutput(StandardStream.file(missing)).start(() -> {}))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void shouldCopyEverythingBeforeTheEndIsToldWhenOutputIsRelayed() throws Exception {
        final int lines = 8_000;

        final String copied = captured(false, () -> {
            try (var child = builder().standardOutput(StandardStream.relay()).start(() -> {
                System.out.print(IntStream.range(0, lines)
                        .mapToObj(i -> "line " + i + "\n")
                        .collect(Collectors.joining()));
                Runtime.getRuntime().halt(0); // while the pipe is full
            })) {
                assertThat(ended(child).exitCode()).isZero();
            }
        });

        assertThat(copied.lines()).hasSize(lines).first().isEqualTo("line 0");
        assertThat(copied).endsWith("line " + (lines - 1) + "\n");
    }

    @Test
    void shouldCopyStandardErrorAndKeepItsTailWhenNothingElseIsSaid() throws Exception {
        final String[] tail = new String[1];

        final String copied = captured(true, () -> {
            try (var child = builder().start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    System.err.println("complaint " + i);
                }
                System.exit(9);
            })) {
                assertThat(ended(child).exitCode()).isEqualTo(9);
                final ProcessFailedException failure =
                        (ProcessFailedException) child.failure().orElseThrow();
                assertThat(failure).hasMessageContaining("complaint 4999");
                tail[0] = failure.standardErrorTail();
            }
        });

        assertThat(copied.lines()).hasSize(5_000);
        assertThat(tail[0].length()).isBetween(8_000, 8_192);
        assertThat(tail[0]).startsWith("complaint ").endsWith("complaint 4999\n");
    }

    @Test
    void shouldTellTheEndSoonWhenAnotherProcessStillHoldsTheRelay() throws Exception {
        captured(true, () -> {
            try (var child = builder().standardOutput(StandardStream.pipe()).start(() -> {
                final Process other = new ProcessBuilder("sleep", "60")
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                System.out.print(other.pid());
                System.out.flush();
                System.err.print("last words");
            })) {
                assertThat(child.join(Duration.ofSeconds(30))).isTrue();

                final long pid =
                        Long.parseLong(new String(child.standardOutput().readAllBytes(), StandardCharsets.UTF_8));
                assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }

    @Test
    void shouldRefuseTheStreamWhenItIsNotAPipe() throws Exception {
        try (var child = builder().start(() -> {})) {
            assertThatThrownBy(child::standardInput)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("standardInput(StandardStream.pipe())");
            assertThatThrownBy(child::standardOutput).hasMessageContaining("standardOutput(StandardStream.pipe())");
            assertThatThrownBy(child::standardError).hasMessageContaining("standardError(StandardStream.pipe())");
            ended(child);
        }
        assertThatThrownBy(() -> ChildProcess.builder().standardInput(StandardStream.relay()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChildProcess.builder().standardInput(StandardStream.append(directory)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheExitCodeWhenStandardStreamsAreBroken() throws Exception {
        try (var child = builder()
                .standardInput(StandardStream.pipe())
                .standardOutput(StandardStream.pipe())
                .standardError(StandardStream.pipe())
                .start(() -> {
                    while (System.in.read() >= 0) {
                        Thread.onSpinWait();
                    }
                    for (int i = 0; i < 100; i++) {
                        System.out.println("nobody hears");
                        System.err.println("nobody hears");
                    }
                })) {
            child.standardOutput().close();
            child.standardError().close();
            child.standardInput().close();

            assertThat(ended(child).exitCode()).isZero();
        }
    }

    @Test
    void shouldInheritThreeStreamsLockAndParentPipeAndNothingElseWhenStarted() throws Exception {
        try (var other = Files.newInputStream(Files.createFile(directory.resolve("open")));
                var child = builder().standardOutput(StandardStream.pipe()).start(() -> {
                    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                        descriptors
                                .filter(path -> path.toFile().exists()
                                        || Files.isSymbolicLink(path)) // not the one of the listing itself
                                .map(path -> path.getFileName() + " " + link(path))
                                .forEach(System.out::println);
                    }
                })) {
            final List<String> open = new String(child.standardOutput().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            ended(child);

            assertThat(other.read()).isEqualTo(-1);
            assertThat(open).anyMatch(line -> line.equals("0 /dev/null"));
            assertThat(open).anyMatch(line -> line.startsWith("3 ") && line.contains("/tandem-test-"));
            assertThat(open).anyMatch(line -> line.startsWith("4 pipe:"));
            assertThat(open).noneMatch(line -> line.contains(directory.toString()));
            assertThat(open).noneMatch(line -> line.contains("pidfd") || line.contains("eventpoll"));
            assertThat(open.stream().filter(line -> line.contains(" pipe:"))).hasSize(4); // 1, 2, 4 and 4 opened again
        }
    }

    private static String link(final Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (final IOException e) {
            return "closed";
        }
    }
}
