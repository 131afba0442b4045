/*
 * A read-write lock: core/src/main/java/io/tandem/sync/internal/readwrite/ReadWriteMemory.java (mayRead, mayWrite, read, endRead, write,
 * endWrite, beNext, endNext, deadWriter, hasDead, settle, derive), ReadWriteWait.java (isThere, take, end), ReadWriteHandle.java (settle,
 * recover), AccountedMemory.java (enter, hasEntered) and AccountedWait.java (acquire, holds, arm); the order of stores is that of
 * ReadWriteDescriptor.java.
 *
 * Each process locks ROUNDS times, to write, or to read and, if it likes, to read again meanwhile; some give up while they wait to
 * write. The internal lock names its owner, and is taken over from the dead by whoever comes next; lock-word.pml has how. A row is a
 * process's for good; accounts.pml has how rows change hands. A signal wakes whoever has armed; event-word.pml has how. Stores of one
 * process are seen in their order. Who looks whether it may lock sees all words at once. Anyone may die at every step, at most DEATHS
 * in all. With REPORT a dead writer is reported to who waits, who then recovers; else who waits puts it away. No writer is stopped
 * while it waits, so that no reader ends a living writer's turn.
 *
 * Checked: a writer is alone among the living; each finds in its row what it holds; what a dead writer left is seen, with REPORT, by
 * nobody but the one to recover it, once, and nobody is reported dead that had let go; everybody gets the lock; at the end nobody holds
 * it, and no read hold is lost or doubled. The end of a slice wakes a sleeper only when nothing else can happen any more, only in a run
 * in which somebody has died, each in its turn, and not for more than SLICES rounds: so no wake-up is lost, and nobody waits on for the
 * dead.
 *
 * NO_RECHECK (who has the internal lock doesn't look again), NO_DERIVE (who takes it over computes nothing), NO_SIGNAL (the last reader
 * wakes nobody), NO_TURN_SIGNAL (a writer ends its turn and wakes nobody), LATE_ARM (who waits looks, then arms), GIVE_WAY (a reader
 * gives way to a writer that waits for it), KEEP_TURN (a dead writer's turn doesn't end), KEEP_ROW (a dead reader's row isn't cleared),
 * NO_COMPARE (a dead writer is replaced whoever writes by then), ONE_LOOK (a dead process was the writer if it was seen as such) and
 * NO_LOOK (who waits doesn't look for the dead) leave one thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#ifndef PROCESSES
#define PROCESSES 3
#endif
#define SLICES (3 * DEATHS)
#define MOST_PROCESSES 3

byte lock; /* 1 + process, 0 free; as are writer and next */
byte readers;
byte writer;
byte next;
byte count[MOST_PROCESSES];
bool armed[MOST_PROCESSES];
bool dead[MOST_PROCESSES + 1];
byte running = PROCESSES;
byte deaths;
byte slices;
bool had[MOST_PROCESSES]; /* a slice's end, since the others had one */

byte reads[MOST_PROCESSES]; /* what the living hold */
byte writing;
bool diedWriting[MOST_PROCESSES]; /* and wasn't replaced */

#define HAD(process) (!armed[process] || had[process])
#define ALL_HAD (HAD(0) && HAD(1) && HAD(2))
#define SUM (count[0] + count[1] + count[2])
#define IS_DEAD(word) ((word) != 0 && dead[(word) - 1])
#define OF_DEAD(row) (count[row] != 0 && dead[row])
#ifdef KEEP_ROW
#define DEAD_READER false
#else
#define DEAD_READER (OF_DEAD(0) || OF_DEAD(1) || OF_DEAD(2))
#endif
#ifdef KEEP_TURN
#define DEAD_NEXT false
#else
#define DEAD_NEXT IS_DEAD(next)
#endif
#define HAS_DEAD (IS_DEAD(writer) || DEAD_NEXT || IS_DEAD(lock) || DEAD_READER)
#ifdef GIVE_WAY
#define FIRST true
#else
#define FIRST (reads[me] == 0)
#endif
#define MAY_WRITE (writer == 0 && readers == 0)
#define MAY_READ (writer == 0 && (!FIRST || next == 0))
#define MAY (writes -> MAY_WRITE : MAY_READ)
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi
#define SIGNAL armed[0] = false; armed[1] = false; armed[2] = false

inline lockIt() {
    atomic {
        if
        :: lock == 0 -> lock = me + 1
        :: IS_DEAD(lock) -> lock = me + 1; tookOver = true
        fi
    }
    MAY_DIE;
    if
    :: tookOver -> tookOver = false;
#ifndef NO_DERIVE
        derive()
#endif
    :: else
    fi
}

inline derive() {
    readers = SUM;
    MAY_DIE;
    d_step { SIGNAL };
    MAY_DIE
}

inline endNext(word) {
    if
    :: atomic { next == word -> next = 0 }
        MAY_DIE;
#ifndef NO_TURN_SIGNAL
        d_step { SIGNAL };
        MAY_DIE
#endif
    :: else
    fi
}

#ifdef ONE_LOOK
#define AS_SEEN true
#else
#define AS_SEEN (seen == writer)
#endif

/* The word of a dead writer, or 0, in seen. It may have let go since it was seen, and died then. */
inline lookAtWriter() {
    seen = writer;
    MAY_DIE;
    atomic {
        if
        :: IS_DEAD(seen) && AS_SEEN ->
#ifdef REPORT
            assert(diedWriting[seen - 1])
#endif
        :: else -> seen = 0
        fi
    }
}

#ifdef NO_COMPARE
#define STILL(word) true
#else
#define STILL(word) (writer == (word))
#endif

/* Until nothing of the dead is to be put away. */
inline settle() {
    if
    :: atomic { DEAD_NEXT -> seen = next } endNext(seen)
    :: else
    fi;
    do
    :: true ->
        d_step {
            if
            :: DEAD_READER && OF_DEAD(0) -> found = 1
            :: DEAD_READER && OF_DEAD(1) && !OF_DEAD(0) -> found = 2
            :: DEAD_READER && OF_DEAD(2) && !OF_DEAD(0) && !OF_DEAD(1) -> found = 3
            :: else -> found = 0
            fi
        }
#ifdef REPORT
        seen = 0;
#else
        lookAtWriter();
#endif
        if
        :: found != 0 || seen != 0 || IS_DEAD(lock)
        :: else -> break
        fi;
        lockIt();
        if
        :: found != 0 -> count[found - 1] = 0; MAY_DIE
        :: else
        fi;
        if
        :: seen != 0 && STILL(seen) -> atomic { writer = 0; diedWriting[seen - 1] = false } MAY_DIE
        :: else
        fi;
        derive();
        atomic { lock = 0; found = 0; seen = 0 }
    od;
    atomic { seen = 0; found = 0 }
}

inline enterAsWriter() {
    atomic {
        assert(writing == 0 && reads[0] + reads[1] + reads[2] == 0);
        writer = me + 1;
        writing++;
        wrote = true
    }
}

/* In the place of the dead writer that was seen. */
inline recover() {
    lockIt();
    if
    :: seen != 0 && STILL(seen) ->
        atomic { assert(diedWriting[seen - 1]); diedWriting[seen - 1] = false; enterAsWriter() }
        MAY_DIE
    :: else
    fi;
    atomic { lock = 0; seen = 0 }
}

inline requireNobodyDiedWriting() {
#ifdef REPORT
    assert(!diedWriting[0] && !diedWriting[1] && !diedWriting[2])
#else
    skip
#endif
}

/* One look with the internal lock. */
inline take() {
    lockIt();
    if
#ifdef NO_RECHECK
    :: writes ->
#else
    :: writes && MAY_WRITE ->
#endif
        requireNobodyDiedWriting();
        enterAsWriter();
        MAY_DIE
#ifdef NO_RECHECK
    :: !writes ->
#else
    :: !writes && writer == 0 ->
#endif
        requireNobodyDiedWriting();
        atomic { assert(writing == 0); count[me]++; reads[me]++; got = true }
        MAY_DIE;
        readers++;
        MAY_DIE
    :: else
    fi;
    lock = 0
}

/* Until this process writes, or reads once more. */
inline acquire() {
    do
    :: wrote || got || gaveUp -> break
    :: else ->
#ifndef LATE_ARM
        armed[me] = true;
        MAY_DIE;
#endif
        if
        :: atomic { MAY -> armed[me] = false } take()
        :: else ->
            if
            :: writes ->
                atomic {
                    if
                    :: next == 0 -> next = me + 1
                    :: else
                    fi
                }
                MAY_DIE
            :: else
            fi;
#ifdef LATE_ARM
            armed[me] = true;
#endif
            if
            :: !armed[me]
            :: hasty -> armed[me] = false; gaveUp = true
            :: atomic {
                timeout && deaths > 0 && (!had[me] || ALL_HAD) ->
                if
                :: ALL_HAD -> had[0] = false; had[1] = false; had[2] = false; slices++; assert(slices <= SLICES)
                :: else
                fi;
                had[me] = true;
                armed[me] = false
            }
#ifndef NO_LOOK
            :: HAS_DEAD ->
                armed[me] = false;
                settle();
#ifdef REPORT
                lookAtWriter();
                if
                :: seen != 0 -> endNext(me + 1); writes = true; recover()
                :: else
                fi
#endif
#endif
            fi
        fi
    od;
    if
    :: writes -> endNext(me + 1)
    :: else
    fi;
    atomic { got = false; gaveUp = false }
}

active [PROCESSES] proctype process() {
    byte me = _pid;
    byte rounds = ROUNDS;
    byte seen;
    byte found;
    bool writes;
    bool hasty;
    bool wrote;
    bool got;
    bool gaveUp;
    bool last;
    bool tookOver;

    do
    :: rounds == 0 -> break
    :: rounds > 0 ->
        atomic {
            rounds--;
            if
            :: writes = true
            :: writes = true; hasty = true
            :: writes = false
            fi
        }
again:
        MAY_DIE;
        acquire();
        if
        :: !writes && reads[me] < 2 -> goto again
        :: true
        fi;
        MAY_DIE;
        do
        :: wrote ->
            atomic { assert(writer == me + 1); writer = 0; writing--; wrote = false }
            MAY_DIE;
            d_step { SIGNAL }
        :: reads[me] > 0 ->
            lockIt();
            assert(count[me] == reads[me]);
            atomic { count[me]--; reads[me]-- }
            MAY_DIE;
            atomic { readers--; last = readers == 0 }
            MAY_DIE;
            lock = 0;
            MAY_DIE;
#ifndef NO_SIGNAL
            if
            :: last -> d_step { SIGNAL; last = false }
            :: else
            fi
#endif
        :: !wrote && reads[me] == 0 -> break
        od;
        atomic { writes = false; hasty = false; last = false }
    od;
    goto out;
die:
    atomic {
        dead[me] = true;
        reads[me] = 0;
        diedWriting[me] = wrote;
        writing = writing - wrote;
        armed[me] = false;
        rounds = 0; seen = 0; found = 0; writes = false; hasty = false; wrote = false; got = false; gaveUp = false; last = false;
        tookOver = false
    }
out:
    running--
}

/* Whoever asks, once all have ended or died. */
active proctype auditor() {
    byte me = PROCESSES;
    byte seen;
    byte found;
    bool wrote;
    bool tookOver;

    atomic { running == 0 -> deaths = DEATHS }
    settle();
#ifdef REPORT
    lookAtWriter();
    if
    :: seen != 0 -> recover(); atomic { writing--; wrote = false; writer = 0 }
    :: else
    fi;
#endif
    assert(lock == 0 && SUM == 0 && readers == 0 && writer == 0 && next == 0 && writing == 0);
    assert(!diedWriting[0] && !diedWriting[1] && !diedWriting[2]);
    goto out;
die:
    skip;
out:
    skip
}
