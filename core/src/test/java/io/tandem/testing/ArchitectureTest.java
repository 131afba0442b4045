package io.tandem.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the floors: who may import whom, what users may see, and who may touch the system. */
class ArchitectureTest {
    static {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // ArchUnit would print that nobody listens to its log
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tandem");

    /** From the ground up; a package imports only from the floors below its own. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("os"),
            List.of("segment", "function"),
            List.of("codec", "wait"),
            List.of("sync"),
            List.of("channel", "value"),
            List.of("process"),
            List.of("pool", "manager"));

    private static final Set<String> FILE_STREAMS =
            Set.of("java.io.FileInputStream", "java.io.FileOutputStream", "java.io.RandomAccessFile");

    /** Who else asks the file system, and why no test need make that fail. */
    private static final Map<String, String> FILE_USERS = Map.of(
            "io.tandem.process.internal.ChildLauncher", "looks at what a spawn would refuse, for a clearer message");

    /** Who touches standard output, and why. None of them prints. */
    private static final Map<String, String> OUTPUT_USERS = Map.of(
            "io.tandem.process.internal.ChildMain", "flushes what the target printed",
            "io.tandem.process.internal.ChildStreams", "passes on what a child prints, where the user asks for that");

    static List<String> concepts() {
        final Set<String> concepts = new HashSet<>();
        for (final JavaClass type : CLASSES) {
            final String[] parts = type.getPackageName().split("\\.", -1);
            if (parts.length > 2) {
                concepts.add(parts[2]);
            }
        }
        return concepts.stream().sorted().toList();
    }

    private static int floorOf(final String concept) {
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(concept)) {
                return i;
            }
        }
        throw new AssertionError("The package io.tandem." + concept + " stands on no floor: give it one here.");
    }

    private static String[] packages(final List<String> concepts) {
        return concepts.stream().map(concept -> "io.tandem." + concept + "..").toArray(String[]::new);
    }

    @Test
    void shouldSeeEveryConceptWhenClassesAreImported() {
        assertThat(concepts()).contains("os", "segment", "function", "codec", "wait", "sync", "channel", "process");
    }

    @ParameterizedTest
    @MethodSource("concepts")
    void shouldImportOnlyFromFloorsBelowWhenItStandsOnOne(final String concept) {
        final List<String> forbidden = new ArrayList<>();
        FLOORS.subList(floorOf(concept), FLOORS.size()).forEach(forbidden::addAll);
        forbidden.remove(concept);

        noClasses()
                .that()
                .resideInAPackage("io.tandem." + concept + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(forbidden))
                .because("each package imports only from the floors below it")
                .check(CLASSES);
    }

    @Test
    void shouldBeFreeOfCyclesWhenConceptsImportEachOther() {
        slices().matching("io.tandem.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldShowNoInternalTypeWhenATypeIsPublic() {
        noClasses()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackages("..internal..", "io.tandem.os..")
                .should(showInternals())
                .check(CLASSES);
    }

    @Test
    void shouldLeaveSystemCallsToTheNativeModuleWhenJnaIsUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tandem.os..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .because("all system calls go through io.tandem.os.OperatingSystem")
                .check(CLASSES);
    }

    @Test
    void shouldOpenFilesThroughTheOperatingSystemWhenItNeedsOne() {
        noClasses()
                .that(areNotNamed(FILE_USERS.keySet()))
                .and()
                .resideOutsideOfPackage("io.tandem.os..")
                .should(openFiles())
                .because("a test must be able to make each of these calls fail")
                .check(CLASSES);
    }

    @Test
    void shouldUseSystemLoggerWhenItLogs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("users bridge System.Logger")
                .check(CLASSES);
        noClasses()
                .that(areNotNamed(OUTPUT_USERS.keySet()))
                .should()
                .accessField(System.class, "out")
                .because("standard output belongs to the user's program")
                .check(CLASSES);
    }

    @Test
    void shouldNameClassesThatExistWhenAnExceptionIsMade() {
        assertThat(FILE_USERS.keySet()).allMatch(CLASSES::contain);
        assertThat(OUTPUT_USERS.keySet()).allMatch(CLASSES::contain);
    }

    private static DescribedPredicate<JavaClass> areNotNamed(final Set<String> names) {
        return DescribedPredicate.describe("aren't among " + names, type -> !names.contains(type.getName()));
    }

    private static ArchCondition<JavaClass> showInternals() {
        return new ArchCondition<>("show internal types in what users see") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                type.getRawSuperclass().ifPresent(parent -> checkType(type, type.getName(), parent, events));
                type.getInterfaces().forEach(parent -> checkType(type, type.getName(), parent, events));
                for (final JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isVisible(unit.getModifiers())) {
                        checkType(type, unit.getFullName(), unit.getReturnType(), events);
                        unit.getParameterTypes().forEach(of -> checkType(type, unit.getFullName(), of, events));
                        unit.getExceptionTypes().forEach(of -> checkType(type, unit.getFullName(), of, events));
                    }
                }
                for (final JavaField field : type.getFields()) {
                    if (isVisible(field.getModifiers())) {
                        checkType(type, field.getFullName(), field.getType(), events);
                    }
                }
            }
        };
    }

    private static boolean isVisible(final Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static void checkType(
            final JavaClass owner, final String where, final JavaType shown, final ConditionEvents events) {
        for (final JavaClass raw : shown.getAllInvolvedRawTypes()) {
            // The native module exports its package to the core alone.
            final boolean internal = raw.getPackageName().startsWith("io.tandem.os")
                    || raw.getPackageName().startsWith("io.tandem.")
                            && raw.getPackageName().contains(".internal");
            events.add(new SimpleConditionEvent(owner, internal, where + " shows " + raw.getName()));
        }
    }

    private static ArchCondition<JavaClass> openFiles() {
        return new ArchCondition<>("call java.nio.file.Files or open a file channel or stream") {
            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                for (final JavaAccess<?> access : type.getAccessesFromSelf()) {
                    final JavaClass target = access.getTargetOwner();
                    final String name = access.getTarget().getName();
                    final boolean opens = target.isEquivalentTo(Files.class)
                            || (target.isEquivalentTo(FileChannel.class) && name.equals("open"))
                            || (FILE_STREAMS.contains(target.getName()) && name.equals("<init>"));
                    events.add(new SimpleConditionEvent(type, opens, access.getDescription()));
                }
            }
        };
    }
}
