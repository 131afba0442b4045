package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;

/** Three parties at one synchronizer, placed as the variant says: the first in this JVM, the others maybe elsewhere. */
abstract class PartyConformance {
    private static final List<ChildJvm> JVMS = new ArrayList<>();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Parameter
    Place place;

    private final String kind;
    private final int number;
    private final List<Subject> subjects = new ArrayList<>();
    private final List<Party> parties = new ArrayList<>();

    Subject own;
    Party first;
    Party second;
    Party third;

    PartyConformance(final String kind, final int number) {
        this.kind = kind;
        this.number = number;
    }

    @BeforeEach
    void open() throws Exception {
        own = place == Place.JDK ? Subject.jdk(kind, number) : opened(domain.get());
        first = Party.local(own);
        second = other(0);
        third = other(1);
        parties.addAll(List.of(first, second, third));
    }

    private Party other(final int index) throws IOException, InterruptedException {
        return switch (place) {
            case JDK, ONE_HANDLE -> Party.local(own);
            case TWO_HANDLES -> Party.local(opened(domain.get()));
            case TWO_PROCESSES ->
                Party.local(opened(domain.otherProcess("other " + index).domain()));
            case TWO_JVMS -> new RemoteParty(jvm(index), domain.get(), kind, number, place.policy);
        };
    }

    private Subject opened(final Domain of) {
        final Subject subject = Subject.open(of, kind, number, place.policy);
        subjects.add(subject);
        return subject;
    }

    private static ChildJvm jvm(final int index) throws IOException {
        while (JVMS.size() <= index) {
            JVMS.add(RemoteParty.startJvm());
        }
        return JVMS.get(index);
    }

    @AfterEach
    void close() {
        parties.forEach(Party::close);
        subjects.forEach(Subject::close);
        if (place != Place.JDK) {
            Subject.delete(domain.get(), kind);
        }
    }

    @AfterAll
    static void endJvms() {
        JVMS.forEach(ChildJvm::close);
        JVMS.clear();
    }

    /** Waits until a question is answered so. */
    void until(final String question, final String answer) {
        Awaitility.await(question + " " + answer)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(Party.LIMIT_SECONDS))
                .until(() -> own.call(question).equals(answer));
    }
}
