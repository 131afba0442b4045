# Builds what a script is about to run, when it is stale, and says where it lies. Sourced, by bash, never run:
#
#   set -euo pipefail
#   source "$(dirname -- "$(readlink -f -- "$0")")/../.build/launch.sh"
#   launch_prepare examples
#   exec "$LAUNCH_JAVA" "${LAUNCH_JVM_OPTIONS[@]}" -cp "$LAUNCH_CLASSPATH" io.tandem.examples.Main "$@"
#
# launch_prepare MODULE [JDK]
#   Compiles MODULE and the modules below it if one of their poms or main sources is newer than the last build made from
#   here (or something of that build is gone); otherwise it costs some milliseconds. Calls at the same time wait for
#   each other. Nothing goes to standard output; Maven's talk goes to standard error, and only if the build fails.
#   JDK is the home of the JDK to run with; without it JAVA_HOME's is taken, then the one on the PATH. Maven builds with
#   JAVA_HOME's, or with JDK if that isn't set.
#   Sets:
#     LAUNCH_ROOT          the top of the tree
#     LAUNCH_JAVA          the java command to run
#     LAUNCH_JAVA_HOME     its home
#     LAUNCH_JAVA_VERSION  its version, such as 17
#     LAUNCH_CLASSPATH     MODULE's classes, those of the modules below, and libraries: absolute names
#     LAUNCH_JVM_OPTIONS   an array of the JVM options that Tandem's parts like to have, so that nothing needs opening
#                          from within; leave them out to try access without flags
#   Ends the script with status 2 and one sentence on standard error when there is no usable JDK, no Maven, or the build fails.
#
# Environment: JAVA_HOME; TANDEM_MAVEN_OPTIONS: more words for Maven's command line, such as -o or -s FILE.

LAUNCH_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

launch_fail() {
    printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2
    exit 2
}

launch_prepare() {
    local module=$1 jdk=${2:-}
    launch_choose_java "$jdk"
    LAUNCH_JVM_OPTIONS=(--add-exports java.base/jdk.internal.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED)
    if launch_is_stale "$module"; then
        mkdir -p -- "$LAUNCH_ROOT/target" || launch_fail "can't write to $LAUNCH_ROOT: a build is needed there."
        {
            launch_wait_for_turn "$module"
            # Who waited may find it done.
            if launch_is_stale "$module"; then
                launch_build "$module"
            fi
        } 9>"$LAUNCH_ROOT/target/launch.lock"
    fi
    LAUNCH_CLASSPATH=$LAUNCH_ROOT/$module/target/classes:$(<"$LAUNCH_ROOT/$module/target/launch.classpath")
}

launch_choose_java() {
    local jdk=$1
    if [[ -n $jdk ]]; then
        LAUNCH_JAVA=$jdk/bin/java
        [[ -x $LAUNCH_JAVA ]] || launch_fail "no JDK at $jdk: $LAUNCH_JAVA isn't a program."
    elif [[ -n ${JAVA_HOME:-} ]]; then
        LAUNCH_JAVA=$JAVA_HOME/bin/java
        [[ -x $LAUNCH_JAVA ]] || launch_fail "JAVA_HOME is $JAVA_HOME, but $LAUNCH_JAVA isn't a program: set it to a JDK 17 or later."
    else
        LAUNCH_JAVA=$(command -v java) || launch_fail "no java found: set JAVA_HOME to a JDK 17 or later."
        LAUNCH_JAVA=$(readlink -f -- "$LAUNCH_JAVA")
    fi
    LAUNCH_JAVA_HOME=$(cd -- "$(dirname -- "$LAUNCH_JAVA")/.." && pwd -P)
    # The release file spares the start of a JVM; runtimes without one tell only when asked.
    if [[ -r $LAUNCH_JAVA_HOME/release ]]; then
        LAUNCH_JAVA_VERSION=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$LAUNCH_JAVA_HOME/release")
    else
        LAUNCH_JAVA_VERSION=$("$LAUNCH_JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
    fi
    [[ -n $LAUNCH_JAVA_VERSION && $LAUNCH_JAVA_VERSION -ge 17 ]] || launch_fail "$LAUNCH_JAVA is Java ${LAUNCH_JAVA_VERSION:-of an unknown version}: 17 or later is needed. Set JAVA_HOME."
}

# What a module is built from: itself, and what it stands on.
launch_modules() {
    case $1 in
        native) echo native ;;
        core) echo native core ;;
        *) echo native core "$1" ;;
    esac
}

launch_is_stale() {
    local module=$1 stamp=$LAUNCH_ROOT/$1/target/launch.stamp list=$LAUNCH_ROOT/$1/target/launch.classpath one newer
    [[ -e $stamp && -s $list ]] || return 0
    local -a entries inputs=("$LAUNCH_ROOT/pom.xml" "${BASH_SOURCE[0]}")
    IFS=: read -r -a entries <"$list" || true
    for one in "$LAUNCH_ROOT/$module/target/classes" "${entries[@]}"; do
        [[ -e $one ]] || return 0
    done
    for one in $(launch_modules "$module"); do
        inputs+=("$LAUNCH_ROOT/$one/pom.xml" "$LAUNCH_ROOT/$one/src/main")
    done
    # Directories count too: a file that was removed leaves its trace there.
    newer=$(find "${inputs[@]}" -newer "$stamp" -print -quit) || return 0
    [[ -n $newer ]]
}

launch_wait_for_turn() {
    if ! command -v flock >/dev/null; then
        echo "$(basename -- "$0"): no flock command here: builds at the same time aren't kept apart." >&2
    elif ! flock -n 9; then
        echo "$(basename -- "$0"): waiting for another build of this tree ..." >&2
        flock -w 1800 9 || launch_fail "another build of this tree held $LAUNCH_ROOT/target/launch.lock for half an hour: end it and try again."
    fi
}

launch_build() {
    local module=$1 home=${JAVA_HOME:-$LAUNCH_JAVA_HOME} target=$LAUNCH_ROOT/$1/target started talk
    local -a command options
    command -v mvn >/dev/null || launch_fail "$module must be built, and there is no mvn on the PATH: install Maven 3.8 or later."
    read -r -a options <<<"${TANDEM_MAVEN_OPTIONS:-}"
    command=(mvn -q -B -Dstyle.color=never ${options[@]+"${options[@]}"} -pl "$module" -am -DskipTests
        -Dmdep.outputFile=target/launch.classpath -DincludeScope=runtime
        compile dependency:build-classpath)
    echo "$(basename -- "$0"): building $module ..." >&2
    mkdir -p -- "$target"
    rm -f -- "$target/launch.stamp"
    # Its time is that of the start: what changes while Maven runs is newer.
    started=$(mktemp -- "$target/launch.stamp.XXXXXX")
    # Kept back: even a quiet Maven sends escape sequences when all is well.
    if ! talk=$(cd -- "$LAUNCH_ROOT" && JAVA_HOME=$home "${command[@]}" 9>&- </dev/null 2>&1); then
        rm -f -- "$started"
        printf '%s\n' "$talk" >&2
        launch_fail "the build of $module failed; see above. It was, in $LAUNCH_ROOT: ${command[*]}"
    fi
    mv -f -- "$started" "$target/launch.stamp"
}
