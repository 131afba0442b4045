package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A shared latch does as a {@link java.util.concurrent.CountDownLatch} does, wherever its users are. */
@ParameterizedClass
@EnumSource
class LatchConformanceTest extends PartyConformance {
    LatchConformanceTest() {
        super(Subject.LATCH, 3);
    }

    @Test
    void shouldOpenForAllWhenCountedDown() throws Exception {
        final CompletableFuture<String> one = second.start("await");
        final CompletableFuture<String> two = third.start("await");

        first.call("down");
        final String early = first.call("await 5");
        first.call("down 2");

        assertThat(early).isEqualTo("false");
        assertThat(Party.answer(one)).isEqualTo("true");
        assertThat(Party.answer(two)).isEqualTo("true");
        assertThat(first.call("await")).isEqualTo("true");
    }

    @Test
    void shouldStayAtZeroWhenCountedDownFurther() throws Exception {
        second.call("down");
        assertThat(own.call("count")).isEqualTo("2");

        third.call("down 5");
        first.call("down");

        assertThat(own.call("count")).isEqualTo("0");
        assertThat(second.call("await 0")).isEqualTo("true");
    }

    @Test
    void shouldThrowWhenInterrupted() throws Exception {
        final CompletableFuture<String> waiting = second.start("await");

        second.interrupt();

        assertThat(Party.answer(waiting)).isEqualTo("interrupted");
    }

    @Test
    void shouldThrowWhenInterruptedBeforeThoughItIsOpen() {
        own.call("down 3");

        Thread.currentThread().interrupt();
        final String answer = own.call("await");

        assertThat(answer).isEqualTo("interrupted");
    }
}
