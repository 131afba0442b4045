# Starts one of the programs of this folder. Sourced, by bash, never run:
#
#   bench_launch MAIN [WORD ...] -- [ARGUMENT ...]
#
# Builds first when a pom or source is newer than the last build. WORDs come before the user's ARGUMENTs, of which --jdk HOME is
# taken out: it chooses the JDK that runs, for all processes. BENCH_JVM_OPTIONS: more options for all JVMs.

source "$(dirname -- "${BASH_SOURCE[0]}")/../.build/launch.sh"

bench_launch() {
    local main=$1 jdk=
    local -a words=() more
    shift
    while [[ $1 != -- ]]; do
        words+=("$1")
        shift
    done
    shift
    while (($#)); do
        case $1 in
            --jdk)
                (($# > 1)) || launch_fail "--jdk needs the home of a JDK."
                jdk=$2
                shift
                ;;
            --jdk=*) jdk=${1#--jdk=} ;;
            *) words+=("$1") ;;
        esac
        shift
    done

    launch_prepare bench "$jdk"
    # What Chronicle Queue needs; for all JVMs and all rows, so that nothing differs between them.
    LAUNCH_JVM_OPTIONS+=(--add-exports java.base/sun.nio.ch=ALL-UNNAMED --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
        --add-opens java.base/java.lang.reflect=ALL-UNNAMED)
    if ((LAUNCH_JAVA_VERSION >= 24)); then
        LAUNCH_JVM_OPTIONS+=(--sun-misc-unsafe-memory-access=allow)
    fi
    # What the results tell of the tree, and where they go.
    BENCH_COMMIT=$(git -C "$LAUNCH_ROOT" describe --always --dirty 2>/dev/null) || BENCH_COMMIT=unknown
    BENCH_HOME=$LAUNCH_ROOT/bench
    export BENCH_COMMIT BENCH_HOME
    read -r -a more <<<"${BENCH_JVM_OPTIONS:-}"
    exec "$LAUNCH_JAVA" "${LAUNCH_JVM_OPTIONS[@]}" -Xms512m -Xmx1g ${more[@]+"${more[@]}"} \
        -cp "$LAUNCH_CLASSPATH" "$main" ${words[@]+"${words[@]}"}
}
