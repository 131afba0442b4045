package io.tandem.os;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Exports a package from within: JNI isn't subject to module access, so it can make one method of {@link Module}
 * callable. JNA lends its native calls to reach the function tables of JNI.
 */
final class JniExport {
    // Positions in JNI's function tables, fixed by its specification.
    private static final int GET_ENV = 6;
    private static final int GET_FIELD_ID = 94;
    private static final int SET_BOOLEAN_FIELD = 105;

    private static final int JNI_VERSION_1_8 = 0x00010008;

    private static final Map<String, ?> OBJECTS = Map.of(Library.OPTION_ALLOW_OBJECTS, true);

    private JniExport() {}

    static void export(final Module base, final String name, final Module user) throws Exception {
        final Method method = user.isNamed()
                ? Module.class.getDeclaredMethod("implAddExports", String.class, Module.class)
                : Module.class.getDeclaredMethod("implAddExportsToAllUnnamed", String.class);
        makeCallable(method);
        if (user.isNamed()) {
            method.invoke(base, name, user);
        } else {
            method.invoke(base, name);
        }
    }

    /** What setAccessible does after its checks. */
    private static void makeCallable(final Method method) throws IOException {
        final Pointer env = environment();
        final Pointer functions = env.getPointer(0);
        final Pointer field = (Pointer) function(functions, GET_FIELD_ID)
                .invoke(Pointer.class, new Object[] {env, AccessibleObject.class, "override", "Z"}, OBJECTS);
        function(functions, SET_BOOLEAN_FIELD).invoke(Void.class, new Object[] {env, method, field, (byte) 1}, OBJECTS);
    }

    /** The JNIEnv of this thread. */
    private static Pointer environment() throws IOException {
        final com.sun.jna.NativeLibrary jvm = com.sun.jna.NativeLibrary.getInstance(libraryOfJvm());
        try (NativeMemory result = new NativeMemory(32)) {
            final long address = result.address();
            succeed(
                    jvm.getFunction("JNI_GetCreatedJavaVMs")
                            .invokeInt(new Object[] {new Pointer(address), 1, new Pointer(address + 8)}),
                    "JNI_GetCreatedJavaVMs");
            final Pointer machine = new Pointer(result.bytes().getLong(0));
            succeed(
                    function(machine.getPointer(0), GET_ENV)
                            .invokeInt(new Object[] {machine, new Pointer(address + 16), JNI_VERSION_1_8}),
                    "GetEnv");
            return new Pointer(result.bytes().getLong(16));
        }
    }

    private static void succeed(final int result, final String call) {
        if (result != 0) {
            throw new IllegalStateException(call + " returned " + result);
        }
    }

    private static Function function(final Pointer table, final int position) {
        return Function.getFunction(table.getPointer((long) position * Native.POINTER_SIZE));
    }

    /** The file that the running JVM was loaded from, whichever launcher did so. */
    private static String libraryOfJvm() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            final List<String> found = lines.filter(line -> line.endsWith("/libjvm.so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .limit(1)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("libjvm.so is not among this process's mappings");
            }
            return found.get(0);
        }
    }
}
