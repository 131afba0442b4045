package io.tandem.bench.jmh;

/** What codecs are measured with. */
public enum Value {
    /** Beyond what the JVM keeps boxed. */
    LONG {
        @Override
        Object make() {
            return 1L << 40;
        }
    },
    /** 32 ASCII characters. */
    STRING_32 {
        @Override
        Object make() {
            return "order 7919 of the day, confirmed";
        }
    },
    /** A record with a layout of its own: two longs, an int, a double and a short string. */
    RECORD {
        @Override
        Object make() {
            return new Order(1L << 40, 1_700_000_000_000L, 300, 101.25, "TNDM");
        }
    },
    /** 1 KiB. */
    BYTES_1K {
        @Override
        Object make() {
            final byte[] bytes = new byte[1024];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
            return bytes;
        }
    },
    /** 8 KiB. */
    DOUBLES_1K {
        @Override
        Object make() {
            final double[] doubles = new double[1024];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = i / 8.0;
            }
            return doubles;
        }
    };

    abstract Object make();

    /** A message as programs have them. */
    record Order(long id, long time, int quantity, double price, String symbol) {}
}
