package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {
    private final List<String> done = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    private Runnable failing(final String message) {
        return () -> {
            done.add(message);
            throw new IllegalStateException(message);
        };
    }

    @Test
    void shouldRunAllInReverseOrderWhenSomeFail() {
        cleanup.add(() -> done.add("first"));
        cleanup.add(failing("second"));
        cleanup.add(failing("third"));
        cleanup.add(() -> done.add("fourth"));

        assertThatThrownBy(cleanup::run)
                .hasMessage("third")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.IllegalStateException: second"));

        assertThat(done).containsExactly("fourth", "third", "second", "first");
    }

    @Test
    void shouldRunEachOnceWhenRunTwiceAndNoneWhenCleared() {
        cleanup.add(() -> done.add("once"));
        cleanup.run();
        cleanup.run();
        cleanup.add(() -> done.add("never"));
        cleanup.clear();

        cleanup.run();

        assertThat(done).containsExactly("once");
    }

    @Test
    void shouldSuppressItsOwnFailuresWhenItRunsAfterOne() {
        final Exception failure = new Exception("the first");
        cleanup.add(failing("later"));

        cleanup.runAfter(failure);

        assertThat(failure.getSuppressed()).singleElement().hasToString("java.lang.IllegalStateException: later");
    }

    @Test
    void shouldRunAllWhenSomeEndInAnError() {
        final Error error = new OutOfMemoryError("unable to create native thread");
        cleanup.add(() -> done.add("first"));
        cleanup.add(failing("second"));
        cleanup.add(() -> {
            throw error;
        });
        cleanup.add(() -> {
            throw error; // the same once more, as the JVM does with one that it made beforehand
        });

        assertThatThrownBy(cleanup::run).isSameAs(error);

        assertThat(done).containsExactly("second", "first");
        assertThat(error.getSuppressed()).singleElement().hasToString("java.lang.IllegalStateException: second");
    }

    @Test
    void shouldSuppressAnErrorTooWhenItRunsAfterAFailure() {
        final Exception failure = new Exception("the first");
        cleanup.add(failing("earlier"));
        cleanup.add(() -> {
            throw new StackOverflowError("later");
        });

        cleanup.runAfter(failure);

        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).containsExactly("later", "earlier");
        assertThat(done).containsExactly("earlier");
    }
}
