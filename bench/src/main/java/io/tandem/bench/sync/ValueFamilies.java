package io.tandem.bench.sync;

import io.tandem.bench.c.CProgram;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import java.util.List;

/** Values, records and arrays, and what it costs to make and to open one. */
final class ValueFamilies {
    private static final double MORE_THAN_ATOMIC_NANOS = 2;
    private static final double TIMES_ARRAY = 1.2;
    private static final double TIMES_STREAM = 1.5;
    private static final double TIMES_COPY = 1.1;
    private static final double CREATE_NANOS = 60_000;
    private static final double ATTACH_NANOS = 100_000;

    private ValueFamilies() {}

    static List<Family> all() {
        return List.of(values(), arrays(), copies(), segments());
    }

    private static Family values() {
        final Subject get = new ValueGet("SharedLong, get");
        final Subject atomicGet = new AtomicGet("AtomicLong, get");
        final Subject set = new ValueSet("SharedLong, set");
        final Subject atomicSet = new AtomicSet("AtomicLong, set");
        final Subject add = new ValueAdd("SharedLong, getAndAdd");
        final Subject atomicAdd = new AtomicAdd("AtomicLong, getAndAdd");
        final Subject recordGet = new RecordGet("SharedRecord, get");
        final Subject recordSet = new RecordSet("SharedRecord, set");
        final Bar bar = Bar.excessAtMost(MORE_THAN_ATOMIC_NANOS);
        return new Family(
                "values",
                1,
                List.of(get, atomicGet, set, atomicSet, add, atomicAdd, recordGet, recordSet),
                List.of(
                        Row.of("value, get", Metric.OPERATION, get, atomicGet, bar),
                        Row.of("value, get", Metric.ALLOCATION, get, Bar.valueAtMost(0)),
                        Row.of("value, set", Metric.OPERATION, set, atomicSet, bar),
                        Row.of("value, set", Metric.ALLOCATION, set, Bar.valueAtMost(0)),
                        Row.of("value, getAndAdd", Metric.OPERATION, add, atomicAdd, bar),
                        Row.of("value, getAndAdd", Metric.ALLOCATION, add, Bar.valueAtMost(0)),
                        Row.of("record of three, get", Metric.OPERATION, recordGet),
                        Row.of("record of three, get", Metric.ALLOCATION, recordGet),
                        Row.of("record of three, set", Metric.OPERATION, recordSet),
                        Row.of("record of three, set", Metric.ALLOCATION, recordSet, Bar.valueAtMost(0))));
    }

    private static Family arrays() {
        final Subject get = new ArrayGet("SharedLongArray, get");
        final Subject plainGet = new PlainGet("long[], get");
        final Subject set = new ArraySet("SharedLongArray, set");
        final Subject plainSet = new PlainSet("long[], set");
        final Subject random = new ArrayRandom("SharedLongArray, random get");
        final Subject plainRandom = new PlainRandom("long[], random get");
        final Subject scan = new ArrayScan("SharedLongArray, sum of 4096");
        final Subject intScan = new ArrayIntScan("SharedLongArray, sum of 4096 by an int");
        final Subject plainScan = new PlainScan("long[], sum of 4096");
        final Subject stream = new ArrayStream("SharedLongArray, stream().sum() of 4096");
        final Subject plainStream = new PlainStream("Arrays.stream(long[]).sum() of 4096");
        final Bar bar = Bar.ratioAtMost(TIMES_ARRAY);
        return new Family(
                "arrays",
                1,
                List.of(
                        get,
                        plainGet,
                        set,
                        plainSet,
                        random,
                        plainRandom,
                        scan,
                        intScan,
                        plainScan,
                        stream,
                        plainStream),
                List.of(
                        Row.of("array element, sequential get", Metric.OPERATION, get, plainGet, bar),
                        Row.of("array element, sequential get", Metric.ALLOCATION, get, Bar.valueAtMost(0)),
                        Row.of("array element, sequential set", Metric.OPERATION, set, plainSet, bar),
                        Row.of("array element, sequential set", Metric.ALLOCATION, set, Bar.valueAtMost(0)),
                        Row.of("array element, random get, 8 MiB", Metric.OPERATION, random, plainRandom),
                        Row.of("array, sum of 4096 elements", Metric.OPERATION, scan, plainScan),
                        Row.of("array, sum of 4096 elements by an int", Metric.OPERATION, intScan, plainScan),
                        Row.of(
                                "array, stream().sum() of 4096 elements",
                                Metric.OPERATION,
                                stream,
                                plainStream,
                                Bar.ratioAtMost(TIMES_STREAM))));
    }

    private static Family copies() {
        final Subject out = new CopyOut("SharedLongArray, copied out, 8 MiB");
        final Subject in = new CopyIn("SharedLongArray, copied in, 8 MiB");
        final Subject plain = new PlainCopy("System.arraycopy, 8 MiB");
        final Subject cOut = c("out");
        final Subject cIn = c("in");
        final Bar bar = Bar.ratioAtMost(TIMES_COPY);
        return new Family(
                "copies",
                1,
                Family.OPENINGS,
                List.of(out, in, plain, cOut, cIn),
                List.of(
                        Row.of("array, copied out, 8 MiB", Metric.OPERATION, out, cOut, bar),
                        Row.of("array, copied out, 8 MiB", Metric.OPERATION, out, plain),
                        Row.of("array, copied out, 8 MiB", Metric.ALLOCATION, out, Bar.valueAtMost(0)),
                        Row.of("array, copied in, 8 MiB", Metric.OPERATION, in, cIn, bar),
                        Row.of("array, copied in, 8 MiB", Metric.OPERATION, in, plain),
                        Row.of("array, copied in, 8 MiB", Metric.ALLOCATION, in, Bar.valueAtMost(0))));
    }

    private static Subject c(final String direction) {
        return new CProgram(
                "C memcpy, " + direction + ", 8 MiB",
                Subject.Kind.OPERATION,
                1,
                "copy",
                direction,
                Long.toString((long) Ones.MANY * Long.BYTES));
    }

    private static Family segments() {
        final Subject created = new Created("SharedLong, create and close");
        final Subject attached = new Attached("SharedLong, open and close");
        return new Family(
                "segments",
                0.5,
                List.of(created, attached),
                List.of(
                        Row.of(
                                "small segment, create and close",
                                Metric.OPERATION,
                                created,
                                Bar.valueAtMost(CREATE_NANOS)),
                        Row.of(
                                "small segment, open and close",
                                Metric.OPERATION,
                                attached,
                                Bar.valueAtMost(ATTACH_NANOS))));
    }
}
