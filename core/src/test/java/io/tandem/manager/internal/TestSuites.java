package io.tandem.manager.internal;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Has JUnit 5 run suites of JUnit 3, which Guava's test kit is made of. */
final class TestSuites {
    private TestSuites() {}

    /** All tests of a suite, for a {@code @TestFactory}. */
    static DynamicNode of(final Test test) {
        if (test instanceof TestSuite suite) {
            final Stream<DynamicNode> nodes =
                    Collections.list(suite.tests()).stream().map(TestSuites::of);
            return DynamicContainer.dynamicContainer(suite.getName(), nodes);
        }
        return DynamicTest.dynamicTest(test.toString(), () -> run(test));
    }

    private static void run(final Test test) throws Throwable {
        final TestResult result = new TestResult();
        test.run(result);
        final List<TestFailure> failures = Stream.of(result.failures(), result.errors())
                .flatMap(some -> Collections.list(some).stream())
                .toList();
        if (!failures.isEmpty()) {
            throw failures.get(0).thrownException();
        }
    }
}
