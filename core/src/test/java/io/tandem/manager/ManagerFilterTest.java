package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.RemoteFailureException;
import io.tandem.segment.NotTransferableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may arrive in a server and in its clients. */
@Timeout(120)
class ManagerFilterTest {

    @RegisterExtension
    final TestManagers managers = TestManagers.ofTest();

    /** Not let in. */
    record Forbidden(int number) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Not let in. */
    static final class ForbiddenFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForbiddenFailure() {
            super("forbidden");
        }
    }

    /** Public: the class of its proxies is in a package of the JDK's own. */
    public interface Source {
        Object give();

        void fail();
    }

    static final class SourceInServer implements Source {
        @Override
        public Object give() {
            return new Forbidden(1);
        }

        @Override
        public void fail() {
            throw new ForbiddenFailure();
        }
    }

    private static String filter() {
        return "!" + Forbidden.class.getName() + ";!" + ForbiddenFailure.class.getName() + ";*";
    }

    @Test
    void shouldNameTheClassWhenTheServerRefusesIt() {
        final Manager manager = managers.manager(Manager.builder().serialFilter(filter()));
        final ManagedList<Object> list = manager.list();

        assertThatThrownBy(() -> list.add(new Forbidden(1)))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining(Forbidden.class.getName());
        list.add(new ArrayList<>(List.of(1)));

        assertThat(list).hasSize(1);
    }

    @Test
    void shouldNameTheClassWhenTheClientRefusesIt() {
        final Manager manager = managers.manager(Manager.builder().serialFilter(filter()));
        final Source source = manager.create(Source.class, SourceInServer::new);

        assertThatThrownBy(source::give)
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining(Forbidden.class.getName());
        assertThatThrownBy(source::fail)
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("forbidden")
                .hasStackTraceContaining(ForbiddenFailure.class.getName());
        assertThat(manager.list()).isEmpty();
    }

    @Test
    void shouldWorkWhenAllButSomeClassesAreRefused() throws Exception {
        final Manager manager = managers.manager(
                Manager.builder().name("strict").serialFilter("io.tandem.manager.ManagerFilterTest*;java.base/*;!*"));
        final ManagedMap<String, Object> map = manager.map("all");
        final Source source = manager.createGuarded("source", Source.class, SourceInServer::new);

        map.put("forbidden", new Forbidden(7));
        map.put("nested", manager.list(List.of(1)));
        map.merge("count", 1, (before, more) -> (Integer) before + (Integer) more);
        managers.closed(manager.lock("lock"));
        managers.closed(manager.queue("queue", String.class));

        assertThat(map.get("forbidden")).isEqualTo(new Forbidden(7));
        assertThat(source.give()).isEqualTo(new Forbidden(1));
        assertThat(map.get("nested")).isEqualTo(List.of(1));
        assertThat(manager.stats().objects()).isEqualTo(5);
        assertThat(managers.closed(Manager.connect(managers.domain(), "strict")))
                .isEqualTo(manager);
        assertThat(manager.<ManagedMap<String, Object>, Object>atomically(map, each -> each.get("count")))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseWhenAFilterIsNone() {
        assertThatThrownBy(() -> Manager.builder().serialFilter("maxdepth=x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
