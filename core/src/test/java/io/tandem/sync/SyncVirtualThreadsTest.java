package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.testing.VirtualThreads;
import io.tandem.wait.WaitPolicy;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many virtual threads blocked at each synchronizer, in a JVM that has one carrier for all of them: a thread that held it would stop
 * the one that ends their wait.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class SyncVirtualThreadsTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldMakeProgressWhenManyVirtualThreadsWaitOnOneCarrier(final WaitPolicy policy) throws Exception {
        try (ChildJvm child = ChildJvm.start(
                VirtualThreads.ONE_CARRIER, SyncVirtualThreadsProgram.class, domain.directory(), policy)) {
            for (final String step : SyncVirtualThreadsProgram.STEPS) {
                child.await(step);
            }
            assertThat(child.awaitExit()).isZero();
        }
    }
}
