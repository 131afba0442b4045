/*
 * The lock word: core/src/main/java/io/tandem/sync/internal/RobustLock.java (tryLock, unlock) and LockAttempt.java (holds, arm, end), on
 * an event word whose signallers all fence; event-word.pml has what it does where they don't.
 *
 * Each process takes the lock ROUNDS times: a CAS from free; else it arms, looks again, and sleeps while the event word is as armed. A
 * close look takes the lock over from exactly the word that names a dead owner. Letting go is a plain store, which waits in a
 * buffer, then one sleeper is woken. Who has taken it over may mend nothing, and then stores the dead owner's word instead (giveBack), and
 * wakes all. Anyone may die at every step, at most DEATHS in all; a death is proven once the dead one's stores are out.
 *
 * Checked: never two living owners; the word always names who is inside; everybody gets the lock; and nobody finds it free while what a
 * dead owner left isn't mended. The end of a slice wakes sleepers only when nothing else can happen any more, and only in a run in which
 * somebody has died.
 *
 * NO_REARM (an owner that was woken doesn't announce the others), STORE_OVER (a takeover without comparing), NO_FENCE (unlock signals
 * without a fence) and FORGET (who mends nothing stores 0) leave one thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#define PROCESSES 3

#define FREE 0
#define S 1 /* somebody may sleep */
#define ONE 2

byte owner = FREE; /* 1 + process */
byte released;
bool freeing[PROCESSES]; /* its store is in its buffer, */
byte left[PROCESSES]; /* of FREE, or of a dead owner */
bool unmended; /* somebody died owning it, and nobody has mended that */
bool asleep[PROCESSES];
bool dead[PROCESSES];
byte inside; /* living processes that think they have it */
byte deaths;

#define DRAIN(i) if :: freeing[i] -> STORE(i) :: else fi
#define STORE(i) freeing[i] = false; owner = left[i]; left[i] = FREE
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi

/* One sleeper, whichever the kernel likes. */
inline wakeOne() {
    if
    :: asleep[0] -> asleep[0] = false
    :: asleep[1] -> asleep[1] = false
    :: asleep[2] -> asleep[2] = false
    :: !asleep[0] && !asleep[1] && !asleep[2]
    fi
}

inline signal(all) {
#ifndef NO_FENCE
    atomic { DRAIN(me) }
#endif
    value = released;
    do
    :: (value & S) != 0 ->
        MAY_DIE;
        atomic {
            DRAIN(me);
            if
            :: released == value -> released = (value & (255 - S)) + ONE; signalled = true
            :: else -> value = released; signalled = false
            fi
        }
        if
        :: signalled && !all -> MAY_DIE; atomic { wakeOne() } break
        :: signalled && all -> MAY_DIE; atomic { asleep[0] = false; asleep[1] = false; asleep[2] = false } break
        :: else
        fi
    :: else -> break
    od
}

inline arm() {
    value = released;
    do
    :: (value & S) == 0 ->
        MAY_DIE;
        atomic {
            DRAIN(me);
            if
            :: released == value -> released = value | S; value = released; break
            :: else -> value = released
            fi
        }
    :: else -> break
    od;
    armed = value
}

/* What a processor does by itself. */
active proctype drainer() {
end:
    do
    :: atomic { freeing[0] -> STORE(0) }
    :: atomic { freeing[1] -> STORE(1) }
    :: atomic { freeing[2] -> STORE(2) }
    od
}

active [PROCESSES] proctype process() {
    byte me = _pid - 1;
    byte rounds = ROUNDS;
    byte value;
    byte armed;
    byte seen;
    bool signalled;
    bool announced;
    bool back;

    do
    :: rounds == 0 -> break
    :: rounds > 0 ->
        rounds--;
        announced = false;
        MAY_DIE;
        do
        :: true ->
            /* holds(): free, or at a close look a dead owner's */
            atomic {
                DRAIN(me);
                if
                :: owner == FREE -> assert(!unmended); seen = FREE; owner = me + 1; inside++; assert(inside == 1); goto mine
                :: else -> seen = owner
                fi
            }
            MAY_DIE;
            if
            :: dead[seen - 1] ->
                MAY_DIE;
                atomic {
                    if
#ifdef STORE_OVER
                    :: true -> owner = me + 1; inside++; assert(inside == 1); goto mine
#else
                    :: owner == seen -> owner = me + 1; inside++; assert(inside == 1); goto mine
                    :: owner != seen
#endif
                    fi
                }
            :: else
            fi;
            if
            :: !announced || (released & S) == 0 || released != armed ->
                arm();
                announced = true;
                MAY_DIE
            :: else ->
                atomic {
                    if
                    :: released == armed -> asleep[me] = true /* the kernel compares */
                    :: else
                    fi
                }
                do
                :: !asleep[me] -> break
                :: asleep[me] && deaths > 0 && timeout -> asleep[me] = false /* the slice ends */
                od;
                announced = false
            fi
        od;
mine:
        assert(owner == me + 1);
        MAY_DIE;
#ifndef NO_REARM
        if
        :: announced || armed != 0 -> arm() /* the others that may sleep still */
        :: else
        fi;
#endif
        armed = 0;
        MAY_DIE;
        assert(owner == me + 1 && inside == 1);
        back = false;
        atomic { /* let go, or give it back: into the buffer */
            if
            :: true -> unmended = false
            :: seen != FREE ->
                back = true;
#ifndef FORGET
                left[me] = seen
#endif
            fi;
            inside--;
            freeing[me] = true
        }
        MAY_DIE;
        signal(back)
    od;
    goto out;
die:
    atomic {
        DRAIN(me);
        dead[me] = true;
        asleep[me] = false;
        if
        :: owner == me + 1 && inside > 0 -> inside--; unmended = true
        :: else
        fi
    };
out:
    skip
}
