package io.tandem.pool.internal;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.Domain;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The values of many items in a message that has arrived, each decoded when it is asked for: what is wrong with one concerns no other. */
abstract class Parts {
    private final int count;

    private Parts(final int count) {
        this.count = count;
    }

    final int count() {
        return count;
    }

    /** One of them, from 0. */
    abstract @Nullable Object get(int index) throws Throwable;

    /**
     * What a message's body consists of.
     *
     * @param domain of this process.
     */
    static Parts of(final Frame frame, final Domain domain) {
        if (frame.form == FrameDescriptor.MANY && frame.body instanceof byte[] bytes) {
            return new Several(bytes, domain);
        }
        if (frame.form == FrameDescriptor.PACKED && frame.undecodable == null) {
            final Object body = frame.body;
            if (body instanceof long[] array) {
                return new Parts(array.length) {
                    @Override
                    Object get(final int index) {
                        return array[index];
                    }
                };
            }
            if (body instanceof int[] array) {
                return new Parts(array.length) {
                    @Override
                    Object get(final int index) {
                        return array[index];
                    }
                };
            }
            if (body instanceof double[] array) {
                return new Parts(array.length) {
                    @Override
                    Object get(final int index) {
                        return array[index];
                    }
                };
            }
        }
        return new Parts(1) {
            @Override
            @Nullable
            Object get(final int index) throws Throwable {
                return frame.take(domain);
            }
        };
    }

    /** Values one behind the other. */
    private static final class Several extends Parts {
        private final UnsafeBuffer buffer;
        private final int[] offsets;
        private final Domain domain;

        Several(final byte[] bytes, final Domain domain) {
            super(countIn(bytes));
            this.domain = domain;
            buffer = new UnsafeBuffer(bytes);
            offsets = new int[count()];
            int at = Integer.BYTES;
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = at;
                final int length = at > bytes.length - Integer.BYTES ? Values.NULL_LENGTH - 1 : buffer.getInt(at);
                if (length < Values.NULL_LENGTH || length > bytes.length - at - Integer.BYTES) {
                    throw damaged(bytes);
                }
                at += Integer.BYTES + Math.max(length, 0);
            }
        }

        private static int countIn(final byte[] bytes) {
            final int count = bytes.length < Integer.BYTES ? -1 : new UnsafeBuffer(bytes).getInt(0);
            if (count < 0 || count > (bytes.length - Integer.BYTES) / Integer.BYTES) {
                throw damaged(bytes);
            }
            return count;
        }

        private static CorruptMessageException damaged(final byte[] bytes) {
            return new CorruptMessageException("The " + bytes.length + " bytes of a task's values are damaged.");
        }

        @Override
        @Nullable
        Object get(final int index) {
            final int length = buffer.getInt(offsets[index]);
            return length == Values.NULL_LENGTH
                    ? null
                    : Values.decode(buffer, offsets[index] + Integer.BYTES, length, domain);
        }
    }
}
