package io.tandem.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JNA's native library, unpacked once for all children of all JVMs of this user. The directory is named after the
 * platform and the content's hash, so versions never meet, and what is found there is compared byte by byte.
 */
final class UnpackedLibrary {
    private static final String FILE = "libjnidispatch.so";

    private static @Nullable List<String> options;
    private static @Nullable Path unpacked;

    private UnpackedLibrary() {}

    static synchronized List<String> childOptions() {
        List<String> result = options;
        final Path file = unpacked;
        if (result == null || (file != null && !Files.exists(file))) { // caches may be emptied at any time
            unpacked = unpack();
            result = unpacked == null ? List.of() : options(unpacked);
            options = result;
        }
        return result;
    }

    /** Not jna.nounpack: a child whose cache was emptied meanwhile can then still unpack for itself. */
    private static List<String> options(final Path file) {
        return List.of("-Djna.boot.library.path=" + file.getParent(), "-Djna.nosys=true");
    }

    private static @Nullable Path unpack() {
        if (System.getProperty("jna.boot.library.path") != null
                || System.getProperty("jna.boot.library.name") != null) {
            return null; // chosen by the user, and children get his options
        }
        final String home = System.getProperty("user.home", "");
        final String cache = System.getenv("XDG_CACHE_HOME");
        final Path base;
        if (cache != null && cache.startsWith("/")) {
            base = Path.of(cache);
        } else if (home.startsWith("/")) {
            base = Path.of(home, ".cache");
        } else {
            return null;
        }
        if (base.toString().indexOf(':') >= 0) {
            return null; // it separates the directories of the option
        }
        try {
            return unpack(base.resolve("tandem"), Platform.current());
        } catch (final IOException | RuntimeException failure) {
            System.getLogger(UnpackedLibrary.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "JNA's library can't be kept in " + base + "; children unpack it themselves.",
                            failure);
            return null;
        }
    }

    /** Unpacks into a directory. Returns the file, or null if the directory isn't ours alone or JNA has no such file. */
    static @Nullable Path unpack(final Path directory, final Platform platform) throws IOException {
        final byte[] content = content(platform);
        if (content == null) {
            return null;
        }
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!isOurs(directory)) {
            return null;
        }
        final Path own = directory.resolve("jna-linux-" + platform.displayName + "-" + hash(content));
        FileCalls.createDirectory(own, 0700);
        if (!isOurs(own)) {
            return null;
        }
        final Path file = own.resolve(FILE);
        if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            final Path temporary = Files.createTempFile(own, FILE, ".tmp");
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return file;
    }

    private static boolean isOurs(final Path directory) {
        final FileStatus status = FileCalls.status(directory);
        return status != null
                && status.kind() == FileStatus.Kind.DIRECTORY
                && status.userId() == FileCalls.userId()
                && (status.permissions() & 022) == 0;
    }

    private static byte @Nullable [] content(final Platform platform) throws IOException {
        final String name = "/com/sun/jna/linux-" + platform.displayName + "/" + FILE;
        try (InputStream in = com.sun.jna.Library.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static String hash(final byte[] content) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (final NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every JDK has it
        }
    }
}
