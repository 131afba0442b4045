package io.tandem.bench.start;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.segment.Domain;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A lambda in a {@code ChildProcess}. */
final class Child extends Start {
    private @Nullable Domain domain;
    private @Nullable ChildProcess running;

    Child(final String name, final Until until) {
        super(name, until);
    }

    @Override
    public void openFirst(final Workplace workplace) {
        domain = workplace.domain();
    }

    @Override
    InputStream start() {
        final ChildProcess child = ChildProcess.builder()
                .domain(Opened.of(domain))
                .daemon(true)
                .standardOutput(StandardStream.pipe())
                .start(() -> System.out.println(Hello.WORD));
        running = child;
        return child.standardOutput();
    }

    @Override
    int awaitEnd() throws InterruptedException {
        final ChildProcess child = running;
        if (child == null) {
            throw new IllegalStateException("nothing was started");
        }
        try (child) {
            child.join();
            return child.exitCode();
        }
    }
}
