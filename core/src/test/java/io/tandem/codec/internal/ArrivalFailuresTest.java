package io.tandem.codec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.function.RemoteCallable;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.TestCompiler;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalFailuresTest {
    @TempDir
    private Path directory;

    private static Object in(final @Nullable ClassLoader context, final Callable<Object> action) throws Exception {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ClassLoader version(final String name, final String body) throws Exception {
        final TestCompiler compiler = TestCompiler.in(directory.resolve(name));
        compiler.compile("Item", body);
        return compiler.load("Item").getClassLoader();
    }

    private static byte[] made(final ClassLoader loader) throws Exception {
        final Object item =
                Class.forName("Item", true, loader).getMethod("make").invoke(null);
        return ObjectBytes.write(item, Encoding.transfer());
    }

    private static Object readIn(final ClassLoader loader, final byte[] bytes) throws Exception {
        return in(loader, () -> ObjectBytes.decode(Parcel.MESSAGE, bytes, loader, null, Encoding.arrival()));
    }

    @Test
    void shouldNameBothVersionsWhenTheClassDiffers() throws Exception {
        final ClassLoader sender = version("sender", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 11;
                    public static Object make() { return new Item(); }
                }""");
        final ClassLoader receiver = version("receiver", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 22;
                }""");

        final byte[] bytes = made(sender);

        assertThatThrownBy(() -> readIn(receiver, bytes))
                .isInstanceOf(IncompatibleException.class)
                .hasMessage(
                        "A message holds an Item of another version: its serialVersionUID is 11 at the sender and 22"
                                + " here. Run both processes with the same build of it. Or, if the two versions can read each"
                                + " other, declare the same serialVersionUID in both.");
    }

    @Test
    void shouldNameTheClassWhenTheReceiverLacksIt() throws Exception {
        final ClassLoader sender = version("sender", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    public static Object make() { return new Item(); }
                }""");

        final byte[] bytes = made(sender);

        assertThatThrownBy(() -> readIn(getClass().getClassLoader(), bytes))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("A message holds an Item, a class that this process doesn't have")
                .hasMessageContaining("class path");
    }

    @Test
    void shouldSpeakOfTheTargetWhenAChildLacksTheClass() throws Exception {
        final ClassLoader sender = version("sender", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    public static Object make() { return new Item(); }
                }""");

        final byte[] bytes = made(sender);

        assertThatThrownBy(() ->
                        in(null, () -> ObjectBytes.readTarget(bytes, getClass().getClassLoader(), Encoding.arrival())))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageStartingWith(
                        "The target of this process holds an Item, a class that this process doesn't have")
                .hasMessageEndingWith(
                        "Put it on the child's class path, which is its parent's unless classPath(...) names"
                                + " another.");
        assertThatThrownBy(() ->
                        ObjectBytes.readTarget(new byte[] {1, 2, 3}, getClass().getClassLoader(), Encoding.arrival()))
                .hasMessageStartingWith("The target of this process, 3 bytes, couldn't be deserialized");
    }

    @Test
    void shouldNameTheClassWhenALambdaIsNotInTheReceiversVersion() throws Exception {
        final String head = "public class Item {\n    public static Object make() { return ";
        final ClassLoader sender =
                version("sender", head + "(io.tandem.function.RemoteCallable<Integer>) () -> 42; }\n}");
        final ClassLoader other =
                version("other", head + "(io.tandem.function.RemoteFunction<Integer, Integer>) x -> x; }\n}");
        final ClassLoader without = version("without", head + "1; }\n}");

        final byte[] bytes = made(sender);

        final RemoteCallable<?> same = (RemoteCallable<?>) readIn(sender, bytes);
        assertThat(same.call()).isEqualTo(42);
        assertThatThrownBy(() -> readIn(other, bytes))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("A lambda or method reference of Item arrived that this process's version of Item"
                        + " doesn't have. Run both processes with the same build");
        assertThatThrownBy(() -> readIn(without, bytes))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("A lambda or method reference of Item arrived");
    }

    @Test
    void shouldFindTheClassByTheCodecsLoaderWhenTheContextLacksIt() throws Exception {
        final ClassLoader loader = version("sender", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    public static Object make() { return new Item(); }
                }""");
        final byte[] bytes = made(loader);

        final Object read = in(null, () -> ObjectBytes.decode(Parcel.MESSAGE, bytes, loader, null, Encoding.arrival()));

        assertThat(read.getClass().getName()).isEqualTo("Item");
    }

    @Test
    void shouldSayItWhenAStaticInitializerFails() throws Exception {
        final ClassLoader sender = version("sender", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    public static Object make() { return new Item(); }
                }""");
        final ClassLoader failing = version("failing", """
                public class Item implements java.io.Serializable {
                    private static final long serialVersionUID = 1;
                    static { if (true) throw new IllegalStateException("no database"); }
                }""");

        final byte[] bytes = made(sender);

        assertThatThrownBy(() -> readIn(failing, bytes))
                .isInstanceOf(io.tandem.TandemException.class)
                .hasMessageContaining("no database")
                .hasMessageContaining("initialized");
    }
}
