package io.tandem.bench.manager;

import io.tandem.bench.c.CPair;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Chart;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.PlacedPython;
import io.tandem.manager.Manager;
import java.util.ArrayList;
import java.util.List;

/** Calls of objects that live in another process. */
public final class ManagerSuite implements Suite {
    /** Fifty times as fast as Python's. */
    private static final double OF_PYTHON = 0.02;

    private static final List<Integer> CLIENTS = List.of(1, 2, 4);
    private static final Chart CHART = new Chart(
            "clients",
            "Calls of one manager by the number of client processes",
            "client processes",
            CLIENTS.stream().map(String::valueOf).toList());

    /** Made by name in both processes. */
    public ManagerSuite() {}

    @Override
    public double seconds() {
        return 90;
    }

    @Override
    public double quickSeconds() {
        return 20;
    }

    @Override
    public List<Family> families() {
        return List.of(itself(), calls(), heap(), asleep(), clients());
    }

    /** With a server each: where their queues lie decides, too. */
    private static Family itself() {
        final Subject call = new ServiceCall("manager call of a service", server());
        final Subject again = new ServiceCall("manager call of a service, again", server());
        return new Family(
                "a call against itself",
                1,
                List.of(call, again),
                List.of(Row.of("manager call against itself", Metric.ROUND_TRIP, again, call, Bar.ratioOne())));
    }

    private static Family calls() {
        final Common<Manager> server = server();
        final Common<RmiServer> rmi = new Common<>(RmiServer::start);
        final Subject service = new ServiceCall("manager, service that does nothing", server);
        final Subject add = new ListAdd("manager, list.add", server);
        final Subject element = new ListGet("manager, list.get", server);
        final Subject put = new MapPut("manager, map.put", server);
        final Subject get = new MapGet("manager, map.get", server);
        final Subject merge = new MapMerge("manager, map.merge with a lambda", server);
        final Subject nothing = python("Python's manager, method that does nothing", Placement.ANYWHERE, "nothing");
        final Subject append = python("Python's manager, list append", Placement.ANYWHERE, "append");
        final Subject apart = python("Python's manager, list append, a processor each", Placement.APART, "append");
        final Subject index = python("Python's manager, list index", Placement.ANYWHERE, "index");
        final Subject set = python("Python's manager, dict set", Placement.ANYWHERE, "set");
        final Subject dict = python("Python's manager, dict get", Placement.ANYWHERE, "get");
        final Subject rmiCall = new RmiCall("RMI, method that does nothing", rmi);
        final Subject rmiGet = new RmiGet("RMI, get of a map", rmi);
        final List<Subject> own = List.of(service, add, element, put, get, merge);
        final List<Row> rows = new ArrayList<>(List.of(
                spinning(service, nothing),
                spinning(add, append),
                Row.of(add.name(), Metric.ROUND_TRIP, add, apart),
                spinning(element, index),
                spinning(put, set),
                spinning(get, dict),
                Row.of(merge.name(), Metric.ROUND_TRIP, merge),
                Row.of(service.name(), Metric.ROUND_TRIP, service, rmiCall),
                Row.of(get.name(), Metric.ROUND_TRIP, get, rmiGet),
                Row.of(add.name(), Metric.ROUND_TRIP_99, add, append),
                Row.of(service.name(), Metric.ROUND_TRIP_99, service, rmiCall)));
        own.forEach(subject -> rows.add(Row.of(subject.name(), Metric.ALLOCATION, subject)));
        rows.add(Row.of(rmiCall.name(), Metric.ALLOCATION, rmiCall));
        List.of(append, dict, rmiCall, rmiGet)
                .forEach(subject -> rows.add(Row.of(subject.name(), Metric.ROUND_TRIP, subject)));
        final List<Subject> all = new ArrayList<>(own);
        all.addAll(List.of(nothing, append, apart, index, set, dict, rmiCall, rmiGet));
        return new Family("calls", 6, all, rows);
    }

    private static Row spinning(final Subject subject, final Subject python) {
        return Row.of(subject.name(), Metric.ROUND_TRIP, subject, python, Bar.ratioAtMost(OF_PYTHON));
    }

    private static Family heap() {
        final Common<Manager> server = server();
        final List<Subject> counted = List.of(
                new CountedInServer(new ServiceCall("manager, service that does nothing", server), server),
                new CountedInServer(new MapPut("manager, map.put", server), server),
                new CountedInServer(new MapGet("manager, map.get", server), server));
        return new Family(
                "heap of the server",
                1,
                counted,
                counted.stream()
                        .map(subject -> Row.of(subject.name(), Metric.ALLOCATION, subject))
                        .toList());
    }

    private static Family asleep() {
        final Subject asleep = new Asleep("manager call, asleep in between", Placement.APART);
        final Subject futex = new CPair("C futex, a processor each", CPair.Mode.FUTEX, Placement.APART);
        final Subject paused = new CPair("C futex with pauses, a processor each", CPair.Mode.PAUSED, Placement.APART);
        return new Family(
                "asleep in between",
                2,
                List.of(asleep, futex, paused),
                List.of(
                        Row.of(asleep.name(), Metric.ROUND_TRIP, asleep, futex, Bar.ratioAtMost(1.5)),
                        Row.of(asleep.name(), Metric.ROUND_TRIP, asleep, paused),
                        Row.of(futex.name(), Metric.ROUND_TRIP, futex),
                        Row.of(paused.name(), Metric.ROUND_TRIP, paused)));
    }

    private static Family clients() {
        final int most = CLIENTS.get(CLIENTS.size() - 1);
        final Common<Clients> clients = new Common<>(workplace -> Clients.start(workplace, most));
        final List<Subject> subjects = new ArrayList<>();
        CLIENTS.forEach(count -> subjects.add(new ClientCalls("manager, clients at once: " + count, count, clients)));
        final Subject one = subjects.get(0);
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            final Subject subject = subjects.get(i);
            final Row row = subject == one
                    ? Row.of(subject.name(), Metric.THROUGHPUT, subject)
                    : Row.of(subject.name(), Metric.THROUGHPUT, subject, one);
            rows.add(row.at(CHART, "service that does nothing", i));
        }
        return new Family("clients at once", 2, subjects, rows);
    }

    private static Common<Manager> server() {
        return new Common<>(Servers::start);
    }

    private static Subject python(final String name, final Placement placement, final String mode) {
        return new PlacedPython(
                name, Subject.Kind.ROUND_TRIP, Laps.LONG, placement, ManagerSuite.class, "manager.py", mode);
    }
}
