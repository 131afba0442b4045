package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.NotTransferableException;
import io.tandem.testing.ChildJvm;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What depends on the options of a JVM. */
class JvmOptionsTest {
    /** Sends itself an object that the JVM's own filter refuses. */
    static final class Filtered {
        public static void main(final String[] arguments) {
            final MessageCodec<Object> codec = Codecs.create(Object.class, null);
            System.out.println("list " + Encoding.roundTrip(codec, List.of(1)));
            try {
                System.out.println("uuid " + Encoding.roundTrip(codec, UUID.randomUUID()));
            } catch (final NotTransferableException e) {
                System.out.println("uuid " + e.getMessage());
            }
        }
    }

    /** Reads damaged messages. */
    static final class Unchecked {
        public static void main(final String[] arguments) {
            final CorruptMessageTest test = new CorruptMessageTest();
            test.shouldRefuseOrReturnAValueWhenBytesAreRandom();
            test.shouldRefuseOrReturnAValueWhenEncodingsAreDamaged();
            test.shouldRefuseTheRangeWhenItIsOutsideOfTheBuffer();
            test.shouldRefuseTheRecordWhenALengthPointsOutsideOfIt();
            System.out.println("all refused or read");
        }
    }

    @Test
    void shouldAskTheJvmsOwnFilterWhenItHasOne() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(List.of("-Djdk.serialFilter=!java.util.UUID"), Filtered.class)) {
            final String list = jvm.await("list ");
            final String uuid = jvm.await("uuid ");

            assertThat(list).isEqualTo("list [1]");
            assertThat(uuid).contains("the class java.util.UUID, by the JVM's own filter (jdk.serialFilter)");
        }
    }

    @Test
    void shouldRefuseDamagedMessagesWhenBoundsChecksAreOff() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(List.of("-Dagrona.disable.bounds.checks=true"), Unchecked.class)) {
            final String end = jvm.await("all refused or read");

            assertThat(jvm.awaitExit()).as(end).isZero();
        }
    }
}
