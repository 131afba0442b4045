package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an orderly end does while other threads of the JVM go on. */
class LeavingTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private ProcessRegistry registry;
    private int number;

    @BeforeEach
    void register() {
        registry = ProcessRegistry.of(domain.get());
        number = registry.own();
    }

    private void assertStillAProcess() {
        assertThat(registry.ownIfClaimed()).isEqualTo(number);
        assertThat(DomainState.of(domain.get()).process(number)).exists();
    }

    @Test
    void shouldStayAProcessWhenAnotherThreadMakesAnObjectAfterItWasLookedForThem() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final Segment others = Segment.create(other.domain(), Specs.named("theirs"));
        final List<Segment> late = new ArrayList<>();

        try (InterposedSystem meanwhile = new InterposedSystem(
                "open", arguments -> late.add(Segment.create(domain.get(), Specs.named("late"))))) {
            registry.leaveAtExit();
            assertThat(meanwhile.isDone()).isTrue();
        }

        assertStillAProcess();
        late.get(0).close();
        others.close();
        Segment.delete(domain.get(), "late", late.get(0).kind());
        Segment.delete(domain.get(), "theirs", others.kind());
    }

    @Test
    void shouldStayAProcessWhenAnotherThreadIsMakingAnObject() {
        try (InterposedSystem meanwhile = new InterposedSystem("link", arguments -> registry.leaveAtExit())) {
            Segment.create(domain.get(), Specs.unnamed()).close();
            assertThat(meanwhile.isDone()).isTrue();
        }

        assertStillAProcess();
    }

    @Test
    void shouldCountAsLivingInThisJvmWhenItHasLeft() {
        final Segment alone = Segment.create(domain.get(), Specs.unnamed());

        registry.leaveAtExit();

        assertThat(DomainState.of(domain.get()).process(number)).doesNotExist();
        try (RecordingSystem system = RecordingSystem.install()) {
            assertThat(registry.isAlive(number)).isTrue();
            assertThat(registry.isThisProcess(number)).isTrue();
            assertThat(registry.describe(number)).contains("this one");
            assertThat(system.calls("status")).isZero();
        }
        alone.close();
    }
}
