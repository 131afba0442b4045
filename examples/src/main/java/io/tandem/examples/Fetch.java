package io.tandem.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tandem.pool.ProcessPoolExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Worker processes fetch files: each of a list of addresses goes into the file of the same place in another list. */
public final class Fetch {
    private static final int FILES = 60;

    private Fetch() {}

    public static void main(final String[] args) throws IOException {
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), FILES);
        server.createContext("/", Fetch::answer);
        server.start();
        final Path folder = Files.createTempDirectory("fetch");
        try {
            fetch("http://127.0.0.1:" + server.getAddress().getPort() + "/", folder);
        } finally {
            server.stop(0);
            delete(folder);
        }
    }

    private static void fetch(final String server, final Path folder) throws IOException {
        final List<String> urls = IntStream.range(0, FILES)
                .mapToObj(number -> server + "page/" + number)
                .toList();
        final List<String> names = IntStream.range(0, FILES)
                .mapToObj(number -> folder.resolve(number + ".txt").toString())
                .toList();
        try (ProcessPoolExecutor executor = ProcessPoolExecutor.create();
                Stream<Long> lengths = executor.map(urls, names, Fetch::fetch)) {
            System.out.println(lengths.mapToLong(Long::longValue).sum() + " bytes fetched");
        }
        try (Stream<Path> files = Files.list(folder)) {
            System.out.println(files.count() + " files in the folder");
        }
        System.out.print("The last one: " + Files.readString(Path.of(names.get(FILES - 1))));
    }

    /** What a worker does. */
    private static long fetch(final String url, final String name) throws IOException {
        try (InputStream page = URI.create(url).toURL().openStream()) {
            return Files.copy(page, Path.of(name));
        }
    }

    private static void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final byte[] page = ("This is " + exchange.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
