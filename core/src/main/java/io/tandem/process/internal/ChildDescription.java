package io.tandem.process.internal;

import io.tandem.segment.IncompatibleException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who a child is, as its parent tells it.
 *
 * @param name         of the child.
 * @param lineage      counters of the children on the way from the first process, such as {@code 3:1}.
 * @param parentName   name of the process that starts it.
 * @param parentPid    its process id.
 * @param parentNumber its process number.
 * @param initializers classes in whose static initializers this child, or an ancestor, was started.
 */
record ChildDescription(
        String name, String lineage, String parentName, long parentPid, int parentNumber, List<String> initializers) {

    byte[] encode() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(name);
            out.writeUTF(lineage);
            out.writeUTF(parentName);
            out.writeLong(parentPid);
            out.writeInt(parentNumber);
            out.writeInt(initializers.size());
            for (final String initializer : initializers) {
                out.writeUTF(initializer);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("A child's description couldn't be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    static ChildDescription decode(final byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            final String name = in.readUTF();
            final String lineage = in.readUTF();
            final String parentName = in.readUTF();
            final long parentPid = in.readLong();
            final int parentNumber = in.readInt();
            final int count = in.readInt();
            final List<String> initializers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                initializers.add(in.readUTF());
            }
            return new ChildDescription(name, lineage, parentName, parentPid, parentNumber, List.copyOf(initializers));
        } catch (final IOException e) {
            throw new IncompatibleException(
                    "The parent's description of this child can't be read: " + e.getMessage(), e);
        }
    }
}
