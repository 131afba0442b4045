package io.tandem.segment.internal;

import io.tandem.segment.IncompatibleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a segment's header whose every field was checked, so that nobody has to look at shared memory twice.
 *
 * @param kindCode      of the object.
 * @param objectId      of it.
 * @param totalLength   of the file, header included; the true one.
 * @param creator       process number.
 * @param deleted       whether its name was removed.
 * @param name          it was created under, or null.
 * @param configuration it was created with.
 * @param holders       the words of the holder table.
 */
@SuppressWarnings("ArrayRecordComponent") // headers are never compared whole, only by sameHolders
record SegmentHeader(
        int kindCode,
        long objectId,
        long totalLength,
        int creator,
        boolean deleted,
        @Nullable String name,
        Map<String, String> configuration,
        long[] holders) {

    /** Throws IncompatibleException that names the first field that can't be right. */
    static SegmentHeader parse(final Path path, final ByteBuffer copy, final long fileSize, final long incarnation) {
        final long magic = copy.getLong(SegmentHeaderDescriptor.MAGIC_OFFSET);
        if (magic != SegmentHeaderDescriptor.MAGIC) {
            throw refusal(
                    path,
                    "it starts with \"" + Layouts.text(magic) + "\" instead of \""
                            + Layouts.text(SegmentHeaderDescriptor.MAGIC) + "\"");
        }
        final int version = copy.getInt(SegmentHeaderDescriptor.VERSION_OFFSET);
        if (version != SegmentHeaderDescriptor.VERSION) {
            throw refusal(
                    path,
                    "it has layout version " + version + ", and this library knows " + SegmentHeaderDescriptor.VERSION);
        }
        final long totalLength = copy.getLong(SegmentHeaderDescriptor.TOTAL_LENGTH_OFFSET);
        if (totalLength != fileSize) {
            throw refusal(path, "its header says " + totalLength + " bytes, and the file has " + fileSize);
        }
        final long objectId = copy.getLong(SegmentHeaderDescriptor.OBJECT_ID_OFFSET);
        if (objectId < 1 || objectId > Layouts.MAX_ID) {
            throw refusal(path, "its object id " + objectId + " isn't 1 to " + Layouts.MAX_ID);
        }
        final long itsIncarnation = copy.getLong(SegmentHeaderDescriptor.INCARNATION_OFFSET);
        if (itsIncarnation != incarnation) {
            throw refusal(
                    path,
                    "it belongs to domain " + Long.toHexString(itsIncarnation) + ", and this one is "
                            + Long.toHexString(incarnation));
        }
        final int flags = copy.getInt(SegmentHeaderDescriptor.FLAGS_OFFSET);
        final String name = name(path, copy, (flags & SegmentHeaderDescriptor.FLAG_NAMED) != 0);
        final long[] holders = new long[SegmentHeaderDescriptor.HOLDER_COUNT];
        for (int slot = 0; slot < holders.length; slot++) {
            holders[slot] = copy.getLong(SegmentHeaderDescriptor.holderOffset(slot));
        }
        return new SegmentHeader(
                copy.getInt(SegmentHeaderDescriptor.KIND_OFFSET),
                objectId,
                totalLength,
                copy.getInt(SegmentHeaderDescriptor.CREATOR_OFFSET),
                (flags & SegmentHeaderDescriptor.FLAG_DELETED) != 0,
                name,
                configuration(path, copy),
                holders);
    }

    private static @Nullable String name(final Path path, final ByteBuffer copy, final boolean named) {
        final int length = copy.getInt(SegmentHeaderDescriptor.NAME_LENGTH_OFFSET);
        if (!named && length == 0) {
            return null;
        }
        if (!named || length < 1 || length > NameRules.MAX_LENGTH) {
            throw refusal(path, "its name can't have " + length + " bytes");
        }
        final byte[] bytes = new byte[length];
        copy.get(SegmentHeaderDescriptor.NAME_OFFSET, bytes);
        final String name = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!NameRules.isValid(name)) {
            throw refusal(path, "the name in its header isn't one");
        }
        return name;
    }

    private static Map<String, String> configuration(final Path path, final ByteBuffer copy) {
        final int length = copy.getInt(SegmentHeaderDescriptor.CONFIGURATION_LENGTH_OFFSET);
        if (length < 0 || length > SegmentHeaderDescriptor.MAX_CONFIGURATION_LENGTH) {
            throw refusal(path, "its configuration can't have " + length + " bytes");
        }
        final Map<String, String> configuration =
                Configuration.decode(copy.slice(SegmentHeaderDescriptor.CONFIGURATION_OFFSET, length));
        if (configuration == null) {
            throw refusal(path, "its configuration isn't lines of key=value");
        }
        return configuration;
    }

    /** Everything but holders and version, into a file that nobody else sees yet. */
    static void write(
            final AtomicBuffer file,
            final SegmentSpec spec,
            final byte[] configuration,
            final long objectId,
            final int creator,
            final long incarnation) {
        final String name = spec.name();
        file.putLong(SegmentHeaderDescriptor.MAGIC_OFFSET, SegmentHeaderDescriptor.MAGIC);
        file.putInt(SegmentHeaderDescriptor.KIND_OFFSET, spec.kind().code());
        file.putLong(SegmentHeaderDescriptor.OBJECT_ID_OFFSET, objectId);
        file.putLong(SegmentHeaderDescriptor.TOTAL_LENGTH_OFFSET, SegmentHeaderDescriptor.LENGTH + spec.bodyLength());
        file.putInt(SegmentHeaderDescriptor.CREATOR_OFFSET, creator);
        file.putInt(SegmentHeaderDescriptor.FLAGS_OFFSET, name == null ? 0 : SegmentHeaderDescriptor.FLAG_NAMED);
        file.putLong(SegmentHeaderDescriptor.INCARNATION_OFFSET, incarnation);
        if (name != null) {
            final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            file.putInt(SegmentHeaderDescriptor.NAME_LENGTH_OFFSET, bytes.length);
            file.putBytes(SegmentHeaderDescriptor.NAME_OFFSET, bytes);
        }
        file.putInt(SegmentHeaderDescriptor.CONFIGURATION_LENGTH_OFFSET, configuration.length);
        file.putBytes(SegmentHeaderDescriptor.CONFIGURATION_OFFSET, configuration);
    }

    static void publish(final AtomicBuffer file) {
        file.putIntVolatile(SegmentHeaderDescriptor.VERSION_OFFSET, SegmentHeaderDescriptor.VERSION);
    }

    static IncompatibleException refusal(final Path path, final String fault) {
        return new IncompatibleException("The file " + path + " can't be used as a shared object: " + fault
                + ". Remove it if nobody uses it, or use another name.");
    }

    boolean isNamed() {
        return name != null;
    }

    private static boolean isAdoptable(final String key) {
        return !key.startsWith("type") && !key.startsWith("codec");
    }

    /** Kind first, then what both sides must agree on; both values are named. */
    void checkAgainst(final Path path, final SegmentSpec spec) {
        checkKind(path, spec.kind());
        for (final Map.Entry<String, String> expected : spec.configuration().entrySet()) {
            final String key = expected.getKey();
            if (spec.adoptExisting() && isAdoptable(key) || spec.unasked().contains(key)) {
                continue;
            }
            final String found = configuration.get(key);
            if (!expected.getValue().equals(found)) {
                throw new IncompatibleException("\"" + path.getFileName() + "\" in " + path.getParent() + " has " + key
                        + (found == null ? " not set" : " \"" + found + "\"") + ", and \"" + expected.getValue()
                        + "\" was asked for. Ask for the same, "
                        + (isAdoptable(key) ? "adopt what exists (adoptExisting()), " : "")
                        + deletion(path) + ", or use another name.");
            }
        }
        if (spec.adoptExisting()) {
            return;
        }
        for (final String key : configuration.keySet()) {
            if (!spec.configuration().containsKey(key)) {
                throw new IncompatibleException("\"" + path.getFileName() + "\" in " + path.getParent() + " has " + key
                        + " \""
                        + configuration.get(key)
                        + "\", and none was asked for. Ask for the same, " + deletion(path) + ", or use another name.");
            }
        }
        final long bodyLength = totalLength - SegmentHeaderDescriptor.LENGTH;
        if (spec.unasked().isEmpty() && bodyLength != spec.bodyLength()) {
            throw new IncompatibleException(
                    "\"" + path.getFileName() + "\" in " + path.getParent() + " has " + bodyLength
                            + " bytes, and " + spec.bodyLength()
                            + " were asked for. Ask for the same, adopt what exists (adoptExisting()), "
                            + deletion(path) + ", or use another name.");
        }
    }

    void checkKind(final Path path, final ObjectKind expected) {
        if (kindCode != expected.code()) {
            throw new IncompatibleException("\"" + path.getFileName() + "\" in " + path.getParent() + " is "
                    + ObjectKind.describe(kindCode) + ", and " + ObjectKind.describe(expected.code())
                    + " was asked for. Use another name, or " + deletion(path) + ".");
        }
    }

    /** What deletes it: the folder that its file is in lies in the domain's. */
    String deletion(final Path path) {
        return Deletion.describe(
                ObjectKind.of(kindCode),
                name,
                configuration,
                path.resolve("../..").normalize());
    }

    boolean sameHolders(final SegmentHeader other) {
        return Arrays.equals(holders, other.holders);
    }
}
