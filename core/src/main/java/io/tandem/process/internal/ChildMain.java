package io.tandem.process.internal;

import io.tandem.codec.internal.ObjectBytes;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ProcessRegistry;

/** The main class of a child. On the way to the target nothing is touched that isn't needed: no JNA, few classes. */
public final class ChildMain {
    private ChildMain() {}

    /**
     * Runs the target that the parent left.
     *
     * @param arguments process number, object id of the bootstrap segment, descriptor of the parent pipe, whether daemon.
     * @throws Throwable what the target throws, so that the JVM ends with exit code 1 once its other threads have.
     */
    public static void main(final String[] arguments) throws Throwable {
        final long entered = System.nanoTime();
        if (arguments.length != 4) {
            System.err.println(
                    "This is the inside of io.tandem.process.ChildProcess, not a program to be started by hand.");
            System.exit(2);
        }
        StartGuard.targetIsDue();
        final int number = Integer.parseInt(arguments[0]);
        final Domain domain = Domain.current();
        ProcessRegistry.adopt(domain, number);
        final Bootstrap bootstrap = Bootstrap.attach(domain, Long.parseLong(arguments[1]));
        final ChildDescription description = bootstrap.description();
        final ParentWatch watch = ParentWatch.start(
                Integer.parseInt(arguments[2]),
                Boolean.parseBoolean(arguments[3]),
                () -> ProcessRegistry.of(domain).isAlive(description.parentNumber()));
        ThisProcess.become(description, watch);
        bootstrap.entered(entered);
        try {
            final Arrival arrival = new Arrival(domain, 0);
            final RemoteRunnable target = (RemoteRunnable)
                    ObjectBytes.readTarget(bootstrap.target(), ClassLoader.getSystemClassLoader(), arrival);
            arrival.complete();
            StartGuard.targetRuns();
            bootstrap.ready();
            target.execute();
            bootstrap.returned();
        } catch (final Throwable failure) { // every kind, so that the parent learns of every kind
            try {
                ProcessRegistry.endAsFailed();
                FailureReport.tell(failure, description.name(), bootstrap);
            } catch (final Throwable another) { // out of memory, perhaps: still end with the first
                if (another != failure) {
                    failure.addSuppressed(another);
                }
            }
            throw failure;
        } finally {
            System.out.flush(); // the program may have set buffered ones
            System.err.flush();
        }
    }
}
