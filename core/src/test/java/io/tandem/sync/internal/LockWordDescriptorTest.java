package io.tandem.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values: whoever changes them raises the version of every layout that has a lock in it. */
class LockWordDescriptorTest {
    @Test
    void shouldHaveTheSameBitsAsEverWhenHeld() {
        assertThat(LockWordDescriptor.held(1, 1)).isEqualTo(0x0000_0001_0000_0001L);
        assertThat(LockWordDescriptor.held(0x3fff_ffff, 0x7fff_ffff)).isEqualTo(0x3fff_ffff_7fff_ffffL);
        assertThat(LockWordDescriptor.OWNER_OFFSET).isZero();
        assertThat(LockWordDescriptor.RELEASED_OFFSET).isEqualTo(8);
        assertThat(LockWordDescriptor.LENGTH).isEqualTo(16);
        assertThat(LockWordDescriptor.FREE).isZero();
    }

    @Test
    void shouldGiveBackWhatWasPutInWhenAsked() {
        final long word = LockWordDescriptor.held(0x3fff_fffe, 0x7fff_fffdL);

        assertThat(LockWordDescriptor.process(word)).isEqualTo(0x3fff_fffe);
        assertThat(LockWordDescriptor.token(word)).isEqualTo(0x7fff_fffdL);
        assertThat(LockWordDescriptor.isValid(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 0x7fff_ffffL, 0x1_0000_0000L, 0x1_8000_0000L, 0x1_ffff_ffffL, 0x4000_0000_0000_0002L, -1})
    void shouldSeeWhenNoProcessCanHaveWrittenAWord(final long word) {
        assertThat(LockWordDescriptor.isValid(word)).isFalse();
    }
}
