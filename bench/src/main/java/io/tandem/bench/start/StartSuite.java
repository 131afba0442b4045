package io.tandem.bench.start;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.NotOffered;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.SelfTimedPython;
import io.tandem.bench.start.Start.Until;
import java.util.List;

/** How long it takes until another process is at its first line, and until it has ended. */
public final class StartSuite implements Suite {
    /** Made by name in both processes. */
    public StartSuite() {}

    @Override
    public double seconds() {
        return 90;
    }

    @Override
    public double quickSeconds() {
        return 25;
    }

    @Override
    public List<Family> families() {
        final Subject child = new Child("child process", Until.FIRST_LINE);
        final Subject again = new Child("child process again", Until.FIRST_LINE);
        final Subject standby = new NotOffered("child process, standby", "it comes with standby processes");
        final Subject hello = new JavaHello("java Hello", Until.FIRST_LINE);
        final Subject fork = python("Python's Process, fork", "fork", Until.FIRST_LINE);
        final Subject spawn = python("Python's Process, spawn", "spawn", Until.FIRST_LINE);
        final Subject childToExit = new Child("child process, to exit", Until.EXIT);
        final Subject helloToExit = new JavaHello("java Hello, to exit", Until.EXIT);
        final Subject forkToExit = python("Python's Process, fork, to exit", "fork", Until.EXIT);
        return List.of(new Family(
                "starts",
                1,
                List.of(child, again, standby, hello, fork, spawn, childToExit, helloToExit, forkToExit),
                List.of(
                        Row.of("child process against itself", Metric.OPERATION, again, child, Bar.ratioOne()),
                        Row.of("child process, first line", Metric.OPERATION, child, hello, Bar.ratioAtMost(1.5)),
                        Row.of("child process, first line", Metric.OPERATION, child, spawn),
                        Row.of("child process, first line", Metric.OPERATION, child, fork),
                        Row.of("child process, standby", Metric.OPERATION, standby, fork, Bar.ratioAtMost(1)),
                        Row.of(childToExit.name(), Metric.OPERATION, childToExit, helloToExit),
                        Row.of(childToExit.name(), Metric.OPERATION, childToExit, forkToExit))));
    }

    private static Subject python(final String name, final String method, final Until until) {
        return new SelfTimedPython(name, Subject.Kind.OPERATION, 1, StartSuite.class, "start.py", method, until.name());
    }
}
