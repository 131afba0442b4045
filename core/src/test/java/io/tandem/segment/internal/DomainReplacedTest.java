package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that still works on a domain which others have removed, and made anew in the same place. */
class DomainReplacedTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    /** The directory itself stays the same. */
    private static final List<String> PARTS = List.of("domain", "processes", "objects", "names", "temporary");

    private final Path directory = TestDomain.freshDirectory();
    private Domain before;
    private Domain after;
    private ProcessRegistry.ChildNumber first;
    private ProcessRegistry.ChildNumber second;

    @BeforeEach
    void replace() {
        before = Domain.at(directory);
        ProcessRegistry.of(before).own();
        after = replaced();
        first = ProcessRegistry.of(after).reserve("first");
        second = ProcessRegistry.of(after).reserve("second");
    }

    @AfterEach
    void remove() throws IOException {
        first.close();
        second.close();
        ProcessRegistry.of(before).leave();
        ProcessRegistry.of(after).leave();
        TestDomain.deleteTree(directory);
    }

    @Test
    void shouldBeAnotherDomainWhenTheDirectoryIsTheSame() {
        assertThat(after).isNotSameAs(before);
        assertThat(DomainState.of(before).isStillThere()).isFalse();
        assertThat(DomainState.of(after).isStillThere()).isTrue();
    }

    @Test
    void shouldKeepOthersFilesWhenSweepingLeavingAndNotingADeath() {
        final int leaving = ProcessRegistry.of(before).ownIfClaimed();

        final int removed = before.sweep();
        ProcessRegistry.of(before).abandon(second.number());
        ProcessRegistry.of(before).leave();

        assertThat(leaving).isEqualTo(first.number());
        assertThat(removed).isZero();
        assertThat(DomainState.of(after).process(first.number())).exists();
        assertThat(DomainState.of(after).process(second.number())).exists();
    }

    @Test
    void shouldRefuseNewObjectsAndProcessesAndDoAsBeforeWhenAskedAgain() throws IOException {
        final List<String> files = TestDomain.leftovers(after);

        assertThatThrownBy(() -> Segment.create(before, Specs.unnamed()))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll(directory.toString(), "another domain was made in its place", "Domain.at");
        assertThatThrownBy(() -> Segment.openOrCreate(before, Specs.named("name")))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("is gone");
        assertThatThrownBy(() -> ProcessRegistry.of(before).reserve("child"))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("is gone");

        assertThat(TestDomain.leftovers(after)).isEqualTo(files);
        final Segment segment = Segment.create(Domain.at(directory), Specs.unnamed());
        assertThat(DomainState.of(after).object(segment.objectId())).exists();
        segment.close();
    }

    @Test
    void shouldTakeNobodyForDeadByTheFilesOfTheLaterOne() throws IOException {
        final ProcessRegistry registry = ProcessRegistry.of(after);
        final ProcessRegistry.ChildNumber dead = registry.reserve("dead");
        dead.close();
        final Domain later = replaced();
        final int own = ProcessRegistry.of(later).own();

        try (RecordingSystem system = RecordingSystem.install()) {
            assertThat(own).isEqualTo(first.number());
            assertThat(registry.isAlive(first.number())).isTrue();
            assertThat(registry.isAlive(second.number())).isTrue();
            assertThat(registry.isAlive(dead.number())).isFalse();
            assertThat(registry.describe(own))
                    .isEqualTo("process number " + own + " of this domain (its pid is no longer known)");
            assertThat(system.calls("openDescriptor") + system.calls("open")).isZero();
        }

        ProcessRegistry.of(later).leave();
    }

    @Test
    void shouldSayThatItIsGoneWhenNoneStandsInItsPlace() throws IOException {
        TestDomain.deleteTree(directory);

        assertThatThrownBy(() -> Segment.create(after, Specs.unnamed()))
                .isInstanceOf(TandemException.class)
                .hasMessageContainingAll(directory.toString(), "its directory was removed")
                .hasMessageNotContaining("in its place");
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest(name = "registered before: {0}")
    @ValueSource(booleans = {false, true})
    void shouldLeaveNothingInTheLaterOneWhenReplacedBeforeTheFirstFileIsMade(final boolean registered)
            throws IOException {
        final List<Domain> later = new ArrayList<>();
        if (registered) {
            ProcessRegistry.of(after).own();
        }

        try (InterposedSystem replacing = new InterposedSystem("open", arguments -> later.add(replaced()))) {
            assertThatThrownBy(() -> Segment.create(after, Specs.unnamed()))
                    .isInstanceOf(TandemException.class)
                    .hasMessageContaining("another domain was made in its place");
            assertThat(replacing.isDone()).isTrue();
        }

        assertThat(TestDomain.leftovers(later.get(0))).isEmpty();
        ProcessRegistry.of(later.get(0)).leave();
    }

    private Domain replaced() {
        try {
            for (final String part : PARTS) {
                TestDomain.deleteTree(directory.resolve(part));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return Domain.at(directory);
    }

    @Test
    void shouldKeepOthersObjectWhenClosingAnOwnOneOfTheSameId() throws IOException {
        final Segment closing = Segment.create(after, Specs.unnamed());
        final Domain later = replaced();
        final Segment others = Segment.create(later, Specs.unnamed());

        closing.close();

        assertThat(others.objectId()).isEqualTo(closing.objectId());
        assertThat(DomainState.of(later).object(others.objectId())).exists();
        others.close();
        ProcessRegistry.of(later).leave();
    }
}
