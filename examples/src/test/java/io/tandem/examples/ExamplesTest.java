package io.tandem.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.examples.Program.Line;
import io.tandem.examples.Program.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every example, in a real JVM: what it prints, in which order, and that it leaves nothing. */
class ExamplesTest {
    /** On a machine that is very busy, more than this may be needed: a factor on the time limits. */
    private static final double SLACK = Double.parseDouble(System.getenv().getOrDefault("TANDEM_TEST_SLACK", "1"));

    /** The lines of each process, in its order; processes may come in any order, and mix. */
    private static final Map<String, List<List<String>>> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "hello",
                    List.of(List.of("this is main function program", "this program is used in multiprocessing"))),
            Map.entry("name", List.of(List.of("Hello from process Ada"))),
            Map.entry("workers", numbered(5, "Worker %d started", "Worker %d finished")),
            Map.entry("many", numbered(10, "Process %d")),
            Map.entry("pipe", List.of(List.of("Hey", "Hello", "How are you"))),
            Map.entry("cube", List.of(List.of("6859"))),
            Map.entry(
                    "requests",
                    List.of(
                            List.of(
                                    "Worker received message: hello",
                                    "Parent received response: Processed: hello",
                                    "Worker received message: world",
                                    "Parent received response: Processed: world"),
                            List.of("Worker closing"))),
            Map.entry("queue", List.of(digits(), List.of("Faisal"))),
            Map.entry("shutdown", List.of(digits(), List.of("Faisal"))),
            Map.entry("squares", List.of(List.of("[1, 4, 9, 16, 25, 36, 49, 64, 81, 100]"))),
            Map.entry("sum", List.of(List.of("1", "4", "9", "16", "square_sum 30"))),
            Map.entry("counter", List.of(List.of("Counter value: 20000"))),
            Map.entry(
                    "records",
                    List.of(List.of(
                            "New record added",
                            "Name : Faisal",
                            "Score : 10",
                            "Name : Sakib",
                            "Score : 12",
                            "Name : Tafsir",
                            "Score : 14",
                            "Name : Radha",
                            "Score : 100"))),
            Map.entry("pool", List.of(List.of("[1, 4, 9, 16, 25]"))),
            Map.entry(
                    "candy",
                    List.of(List.of(
                            "[green, orange, red, yellow]",
                            "[blue, pink, white]",
                            "[amber, brown, lime, violet]",
                            "[crimson, turquoise]",
                            "[beige, black, gold, grey, silver]"))),
            Map.entry("doubles", List.of(List.of("Result: 10", "Result: 4", "Result: 2", "Result: 6"))),
            Map.entry(
                    "tasks",
                    IntStream.range(0, 10)
                            .mapToObj(number -> List.of("Task processed: " + number))
                            .toList()),
            Map.entry(
                    "fetch",
                    List.of(List.of("1010 bytes fetched", "60 files in the folder", "The last one: This is /page/59"))),
            Map.entry("cubes", List.of(List.of("2", "9", "28", "65", "126", "217", "344", "513", "730", "1001")))));

    @Test
    void shouldPrintTheirLinesWhenTouring() throws Exception {
        try (Program program = new Program()) {
            program.option("-Dtandem.examples.tree=" + System.getProperty("tandem.basedir") + "/examples/src");

            final Result result = program.run(Main.class, "tour");

            assertThat(result.error()).isEmpty();
            assertThat(result.status()).isZero();
            final Map<String, List<Line>> sections = sections(result);
            assertThat(sections.keySet()).containsExactlyElementsOf(names());
            EXPECTED.forEach((name, processes) -> assertLines(name, texts(sections.get(name)), processes));
            assertShared(texts(sections.get("share")));
            assertAccess(texts(sections.get("access")));
            assertNumbers(texts(sections.get("numbers")));
            assertExecutor(texts(sections.get("executor")));
            assertThat(texts(sections.get("index")))
                    .anyMatch(line -> line.matches("\\d+ files, \\d+ different words, in .* s"))
                    .anyMatch(line -> line.matches("managedmap: \\d+ lines in \\d+ files"))
                    .anyMatch(line -> line.matches(" +main/java/io/tandem/examples/index/Index.java +\\d+, .*"));
            assertThat(texts(sections.get("histogram")))
                    .hasSize(4)
                    .anyMatch(line -> line.matches("striped +[0-9.]+ MB/s"))
                    .anyMatch(line ->
                            line.matches("checked  2097144 bytes, 17 different values; most often 0x20, 374490 times"));
            assertThat(texts(sections.get("digest")))
                    .anyMatch(line -> line.matches("files +[1-9]\\d*"))
                    .anyMatch(line -> line.matches("digest +[0-9a-f]{64}"));
            assertThat(texts(sections.get("hash")))
                    .contains(digestLine(sections.get("digest")))
                    .anyMatch(line -> line.matches("processes +\\d.*"))
                    .anyMatch(line -> line.matches("threads +\\d.*"))
                    .anyMatch(line -> line.matches("alone +\\d.*"));
            assertThat(texts(sections.get("wordcount")))
                    .anyMatch(line -> line.matches("text files +[1-9]\\d*"))
                    .anyMatch(line -> line.matches(" +[1-9]\\d* final"));
            assertThat(fromFirstToLast(sections.get("workers")))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(900))
                    .isLessThan(Duration.ofMillis((long) (3_000 * SLACK)));
            program.assertNothingLeft();
        }
    }

    /** Whoever has the lock prints both of its lines, one behind the other. */
    private static void assertAccess(final List<String> lines) {
        assertThat(lines).hasSize(40);
        for (int turn = 0; turn < 20; turn++) {
            final String worker = lines.get(2 * turn).substring(0, "Worker N".length());
            assertThat(lines.get(2 * turn)).isEqualTo(worker + " is accessing the resource");
            assertThat(lines.get(2 * turn + 1)).isEqualTo(worker + " has updated the resource to " + (turn + 1));
        }
        assertThat(lines.stream().filter(line -> line.startsWith("Worker 1"))).hasSize(20);
    }

    private static String digestLine(final List<Line> lines) {
        return texts(lines).stream()
                .filter(line -> line.startsWith("digest "))
                .findFirst()
                .orElseThrow();
    }

    /** Which workers take the numbers is left to them. */
    private static void assertNumbers(final List<String> lines) {
        assertThat(lines).hasSize(9).last().isEqualTo("[1, 16, 36, 49]");
        assertThat(lines.stream().filter(line -> line.startsWith("number: ")))
                .containsExactlyInAnyOrder("number: 1", "number: 4", "number: 6", "number: 7");
        for (int i = 1; i < 8; i += 2) {
            assertThat(lines.get(i)).matches("process id: \\d+");
        }
    }

    /** Who starts first is left to them; that none of the results comes before all have finished isn't. */
    private static void assertExecutor(final List<String> lines) {
        final List<String> names = Stream.of("0.5", "0.2", "0.1", "0.3")
                .map(seconds -> "Worker of " + seconds + " s")
                .toList();
        assertThat(lines).hasSize(12);
        for (final String name : names) {
            assertThat(lines.subList(0, 8)).containsSubsequence(name + " starting", name + " finished");
        }
        assertThat(lines.subList(8, 12))
                .isEqualTo(names.stream().map(name -> name + " was waited for").toList());
    }

    @Test
    void shouldListWhatIsTestedWhenAsked() throws Exception {
        final List<String> tested = new ArrayList<>(EXPECTED.keySet());
        tested.addAll(
                List.of("share", "access", "numbers", "executor", "index", "histogram", "digest", "hash", "wordcount"));

        assertThat(names()).containsExactlyInAnyOrderElementsOf(tested);
    }

    @Test
    void shouldSayWhatThereIsWhenTheNameIsUnknown() throws Exception {
        try (Program program = new Program()) {

            final Result result = program.run(Main.class, "no-such-example");

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.lines()).isEmpty();
            assertThat(result.error()).contains("There is no example named no-such-example.");
            assertThat(result.error()).anyMatch(line -> line.startsWith("digest "));
        }
    }

    private static List<String> names() throws Exception {
        try (Program program = new Program()) {
            return program.run(Main.class, "--list").lines().stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        }
    }

    /** What was printed after each heading of the tour. */
    private static Map<String, List<Line>> sections(final Result result) {
        final Map<String, List<Line>> sections = new LinkedHashMap<>();
        List<Line> current = new ArrayList<>();
        for (final Line line : result.output()) {
            if (line.text().startsWith("== ")) {
                current = new ArrayList<>();
                sections.put(line.text().substring(3, line.text().indexOf(':')), current);
            } else {
                current.add(line);
            }
        }
        return sections;
    }

    private static List<String> texts(final List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    private static Duration fromFirstToLast(final List<Line> lines) {
        return Duration.ofNanos(
                lines.get(lines.size() - 1).nanos() - lines.get(0).nanos());
    }

    private static void assertLines(final String name, final List<String> output, final List<List<String>> processes) {
        assertThat(output)
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                        processes.stream().flatMap(List::stream).toList());
        for (final List<String> lines : processes) {
            assertThat(output).as(name).containsSubsequence(lines);
        }
    }

    /** Which worker gets which message is left to them. */
    private static void assertShared(final List<String> output) {
        for (int worker = 1; worker <= 3; worker++) {
            final String mark = "orker " + worker;
            final List<String> own =
                    output.stream().filter(line -> line.contains(mark)).toList();

            assertThat(own).isNotEmpty();
            assertThat(own.get(own.size() - 1)).isEqualTo("W" + mark + " closing");
        }
        assertThat(output.stream()
                        .filter(line -> line.startsWith("Processed by worker "))
                        .map(line -> line.substring(line.indexOf(':'))))
                .containsExactlyInAnyOrder(": hello", ": world");
        assertThat(output).hasSize(5);
    }

    private static List<String> digits() {
        return IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    }

    private static List<List<String>> numbered(final int count, final String... formats) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Stream.of(formats)
                        .map(format -> String.format(format, number))
                        .toList())
                .toList();
    }
}
