package io.tandem.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedPipe;
import io.tandem.os.NativeLibrary;
import io.tandem.testing.InterceptedSystem;
import io.tandem.testing.TestDomain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing at the end of a JVM, played without ending this one. */
@SuppressWarnings("try")
class AttachmentExitTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<String, String> newPipe() {
        return SharedPipe.builder(String.class, String.class)
                .domain(domain.get())
                .create();
    }

    private static Attachment attach(final SharedPipe<String, String> pipe) {
        return ((PipeConnection<?, ?>) pipe.first()).attachment();
    }

    private static int state(final Attachment attachment) {
        return EndWord.state(attachment.memory().endWord(attachment.end()));
    }

    @Test
    void shouldCloseEveryEndWhenAnErrorComesWhileOneIsClosed() {
        NativeLibrary.require();
        try (var one = newPipe();
                var another = newPipe()) {
            final Attachment failing = attach(one);
            final Attachment next = attach(another);
            failing.memory().dataEvent(0).arm(); // so that telling the peers makes a system call

            try (var interception = InterceptedSystem.install(call -> {
                if (call.name().equals("futexWake")) {
                    throw new OutOfMemoryError("made up");
                }
                return call.passOn();
            })) {
                assertThatThrownBy(() -> Attachment.closeAllAtExit(List.of(failing, next)))
                        .isInstanceOf(OutOfMemoryError.class)
                        .hasMessage("made up");
            }

            assertThat(List.of(state(failing), state(next))).containsOnly(EndWord.CLOSED);
            failing.memory().release(); // what would go with the JVM
            next.memory().release();
        }
    }
}
