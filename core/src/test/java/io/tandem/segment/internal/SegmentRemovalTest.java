package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SegmentRemovalTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldKeepTheNewerObjectWhenOthersReplaceTheOneThatIsBeingDeleted() {
        final Segment older = Segment.create(domain.get(), Specs.named("orders"));
        final Segment[] newer = new Segment[1];

        final boolean deleted;
        try (InterposedSystem system = new InterposedSystem("map", arguments -> {
            Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            newer[0] = Segment.create(domain.get(), Specs.named("orders"));
        })) {
            deleted = Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
            assertThat(system.isDone()).isTrue();
        }

        assertThat(deleted).isFalse();
        assertThat(domain.get().names()).containsExactly("orders");
        assertThat(newer[0].isDeleted()).isFalse();
        older.close();
        newer[0].close();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }

    @Test
    void shouldRemoveTheObjectAtItsLastCloseWhenWhoeverDeletedItsNameDiedBeforeMarkingIt() throws IOException {
        final DomainState state = DomainState.of(domain.get());
        final Segment older = Segment.create(domain.get(), Specs.named("orders"));
        Files.delete(state.named("orders"));
        final Segment newer = Segment.create(domain.get(), Specs.named("orders"));

        older.close();
        newer.close();

        assertThat(state.object(older.objectId())).doesNotExist();
        assertThat(state.object(newer.objectId())).exists();
        Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
    }
}
