package io.tandem.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A place for a file system of 16 MiB, which is unmounted after the test. */
public final class SmallFileSystem implements BeforeEachCallback, AfterEachCallback {
    private Path mount;

    public Path directory() {
        return mount;
    }

    /** Mounts it, and skips the test where that isn't allowed. */
    public Domain mount() throws Exception {
        assumeThat(OperatingSystem.current().userId()).as("only root may mount").isZero();
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", mount.toString()))
                .as("whether a tmpfs can be mounted here")
                .isZero();
        return Domain.at(mount.resolve("domain-of-a-test"));
    }

    /** Says that there is room, so that allocation itself finds out. */
    public static InterceptedSystem boastOfSpace() {
        return InterceptedSystem.install(call -> call.name().equals("usableSpace") ? Long.MAX_VALUE : call.passOn());
    }

    @Override
    public void beforeEach(final ExtensionContext context) throws Exception {
        mount = Files.createDirectory(TestDomain.freshDirectory());
    }

    @Override
    public void afterEach(final ExtensionContext context) throws Exception {
        run("umount", "-l", mount.toString());
        TestDomain.deleteTree(mount);
    }

    private static int run(final String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
