package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pipe in use, with a JVM that is no child at its other end, whose domain's directory others remove. */
@SuppressWarnings("try") // closed without use
class PipeWithoutDomainTest {
    private static final String NAME = "orphan";
    private static final List<String> QUICK = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1");

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeEach
    void load() {
        NativeLibrary.require();
    }

    private static SharedPipe.Builder<String, String> pipe(final Domain domain) {
        return SharedPipe.builder(String.class, String.class).domain(domain).name(NAME);
    }

    /** Has the second end, and answers whatever it receives. */
    static final class Answering {
        private Answering() {}

        public static void main(final String[] arguments) throws Exception {
            final Connection<String, String> connection =
                    pipe(Domain.at(Path.of(arguments[0]))).open().second();
            System.out.println("attached");
            while (true) {
                connection.send(connection.receive());
            }
        }
    }

    @Test
    void shouldGoOnAndKeepTheEndOfALivingPeerAndSeeItsDeathWhenTheDirectoryIsRemoved() throws Exception {
        try (var pipe = pipe(domain.get()).create();
                ChildJvm peer = ChildJvm.start(QUICK, Answering.class, domain.directory())) {
            peer.await("attached");
            try (var first = pipe.first()) {
                first.send("before");
                assertThat(first.receive()).isEqualTo("before");
                assertThat(first.receive(Duration.ofMillis(1))).isNull(); // looks at the peer closely

                TestDomain.deleteTree(domain.directory());

                assertThatThrownBy(pipe::second)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("is taken by");
                assertThat(first.receive(Duration.ofMillis(200))).isNull();
                first.send("after");
                assertThat(first.receive()).isEqualTo("after");
                peer.kill();
                assertThatThrownBy(() -> first.receive(Duration.ofSeconds(Peer.LIMIT_SECONDS)))
                        .isInstanceOf(PeerDiedException.class);
            }
            try (var second = pipe.second()) {
                assertThat(second.isClosed()).isFalse();
            }
        }
    }
}
