package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that still works on a domain which others have removed, and made anew in the same place. */
class DomainReplacedTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    private final Path directory = TestDomain.freshDirectory();
    private Domain before;
    private Domain after;
    private ProcessRegistry.ChildNumber first;
    private ProcessRegistry.ChildNumber second;

    @BeforeEach
    void replace() throws IOException {
        before = Domain.at(directory);
        ProcessRegistry.of(before).own();
        for (final String part : List.of("domain", "processes", "objects", "names", "temporary")) {
            TestDomain.deleteTree(directory.resolve(part)); // the directory itself stays the same
        }
        after = Domain.at(directory);
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
    void shouldKeepOthersObjectWhenClosingAnOwnOneOfTheSameId() throws IOException {
        final Segment closing = Segment.create(before, Specs.unnamed());
        Files.delete(DomainState.of(before).object(closing.objectId()));
        final Segment others = Segment.create(after, Specs.unnamed());

        closing.close();

        assertThat(others.objectId()).isEqualTo(closing.objectId());
        assertThat(DomainState.of(after).object(others.objectId())).exists();
        others.close();
    }
}
