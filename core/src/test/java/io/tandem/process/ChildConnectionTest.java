package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.Connection;
import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PeerDiedException;
import io.tandem.channel.SharedPipe;
import io.tandem.function.RemoteRunnable;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the end of a child, whatever sort it is, looks at the other end of a pipe. */
@SuppressWarnings("try") // closed without use
class ChildConnectionTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** One child, and how its end is told. */
    private record Ending(String how, Class<? extends Exception> told, int exitCode) {}

    private record Running(
            Ending ending, SharedPipe<String, String> pipe, Connection<String, String> ours, ChildProcess child)
            implements AutoCloseable {
        @Override
        public void close() {
            ours.close();
            pipe.close();
            child.close();
        }
    }

    private static final List<Ending> ENDINGS = List.of(
            new Ending("return", PeerClosedException.class, 0),
            new Ending("exit", PeerClosedException.class, 3),
            new Ending("terminate", PeerClosedException.class, -15),
            new Ending("kill", PeerDiedException.class, -9),
            new Ending("halt", PeerDiedException.class, 3),
            new Ending("throw", PeerDiedException.class, 1));

    private Running start(final Ending ending) {
        final SharedPipe<String, String> pipe = SharedPipe.builder(String.class, String.class)
                .domain(domain.get())
                .create();
        final Connection<String, String> theirs = pipe.second();
        final String how = ending.how();
        final RemoteRunnable target = () -> {
            theirs.send("one");
            theirs.send("two");
            switch (how) {
                case "return" -> {}
                case "exit" -> System.exit(3);
                case "halt" -> Runtime.getRuntime().halt(3);
                case "throw" -> throw new IllegalStateException("on purpose");
                default -> theirs.receive();
            }
        };
        final ChildProcess child = QuickChildren.builder(domain)
                .standardError(StandardStream.empty())
                .start(target);
        return new Running(ending, pipe, pipe.first(), child);
    }

    @Test
    void shouldTellACleanCloseOrADeathAfterWhatWasSentWhenTheChildEnds() throws Exception {
        final List<Running> all = new ArrayList<>();
        ENDINGS.forEach(ending -> all.add(start(ending)));

        for (final Running running : all) {
            try (running) {
                final Connection<String, String> ours = running.ours();
                final String how = running.ending().how();
                assertThat(ours.receive()).isEqualTo("one");
                assertThat(ours.receive()).isEqualTo("two");
                switch (how) {
                    case "terminate" -> running.child().terminate();
                    case "kill" -> running.child().kill();
                    default -> {}
                }
                assertThatThrownBy(ours::receive)
                        .as(how)
                        .isInstanceOf(running.ending().told());
                assertThat(ended(running.child()).exitCode())
                        .as(how)
                        .isEqualTo(running.ending().exitCode());
                if (how.equals("terminate")) {
                    assertThat(running.child().failure())
                            .as("not what the ended thread was told")
                            .hasValueSatisfying(
                                    failure -> assertThat(failure).isInstanceOf(ProcessFailedException.class));
                }
            }
        }
    }
}
