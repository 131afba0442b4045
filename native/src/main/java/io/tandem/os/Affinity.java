package io.tandem.os;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** The processors that the calling thread, and what it spawns, may run on. */
final class Affinity {
    private Affinity() {}

    static CpuSet get() {
        try (NativeMemory set = new NativeMemory(Platform.CPU_SET_SIZE)) {
            NativeCalls.check(
                    LibC.sched_getaffinity(0, Platform.CPU_SET_SIZE, set.address()), "sched_getaffinity", null);
            return new CpuSet(BitSet.valueOf(set.bytes()));
        }
    }

    static void set(final CpuSet cpus) {
        final BitSet wanted = cpus.cpus();
        if (wanted.isEmpty() || wanted.length() > Platform.CPU_SET_SIZE * 8) {
            throw new IllegalArgumentException("Processors " + wanted + " were asked for: one at least, numbered below "
                    + Platform.CPU_SET_SIZE * 8 + ", is needed.");
        }
        try (NativeMemory set = new NativeMemory(Platform.CPU_SET_SIZE)) {
            final ByteBuffer bytes = set.bytes();
            for (int cpu = wanted.nextSetBit(0); cpu >= 0; cpu = wanted.nextSetBit(cpu + 1)) {
                bytes.put(cpu >> 3, (byte) (bytes.get(cpu >> 3) | 1 << (cpu & 7)));
            }
            NativeCalls.check(
                    LibC.sched_setaffinity(0, Platform.CPU_SET_SIZE, set.address()),
                    "sched_setaffinity " + wanted,
                    null);
        }
    }
}
