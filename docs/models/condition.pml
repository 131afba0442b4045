/*
 * A condition of a lock: core/src/main/java/io/tandem/sync/internal/lock/NamedCondition.java (waitForSignal, begin, move, signal, signalAll,
 * holds, isSignalled) and OwnedLock.java (releaseAll, reacquire, hasDeathToReport), on an event word whose signallers all fence:
 * EventWord.java (signalOneOfMany, signal, arm); event-word.pml has what it does where they don't. How the lock itself is waited for is in
 * lock-word.pml.
 *
 * Signallers add a permit under the lock and signal, one or all; waiters wait until there is a permit, and take it. A wait
 * reads the sequence, lets go of the lock, arms, looks again, and sleeps while the event word is as armed; then it takes the lock
 * again. GIVE_UPS of the waits end by a time-out or an interruption: without a signal at the last look the waiter goes away. The stores
 * of the sequence and of the free lock wait in their owner's buffer. Anyone may die at every step, at most DEATHS in all. The lock tells of
 * a dead owner (OwnerDeath.REPORT); who is told mends, and signals all.
 *
 * Checked: whom a signal wakes finds that it was signalled; nobody waits while there is a permit. The end of a slice is for a close
 * look, and comes only when nothing else can happen any more; without a death it must find nothing.
 *
 * NO_ARM (a signal to one leaves the others that sleep unannounced), NO_FENCE (a signaller loads the event word before its sequence is seen),
 * LATE_BEGIN (the sequence is read when the lock is let go), NO_MOVE (a signal only wakes), WAKE_FIRST (it wakes, and then moves the
 * sequence), UNLOOKED (who gives up doesn't look whether it was signalled) and NO_LOOK (who waits doesn't look for a dead owner) leave one
 * thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef GIVE_UPS
#define GIVE_UPS 1
#endif
#ifndef WAITERS
#define WAITERS 2
#endif
#ifndef SIGNALLERS
#define SIGNALLERS 2
#endif
#define PROCESSES (WAITERS + SIGNALLERS)

#define S 1 /* somebody may sleep */
#define ONE 2

byte owner; /* 1 + process, 0 free */
byte sequence;
byte word;
/* What is in the buffer of the owner: nobody else has the lock until both are out. */
bool moving; /* one more of the sequence */
bool freeing; /* the free lock, behind that */
bool asleep[WAITERS];
bool dead[PROCESSES];
byte permits;
byte giveUps;
byte deaths;

#define SEQUENCE if :: moving -> moving = false; sequence++ :: else fi
#define DRAIN if :: owner == me + 1 -> SEQUENCE; if :: freeing -> freeing = false; owner = 0 :: else fi :: else fi
/* A processor sees its own stores. */
#define SEEN (sequence + (owner == me + 1 && moving -> 1 : 0))
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi

inline arm() {
    value = word;
    do
    :: (value & S) == 0 ->
        MAY_DIE;
        atomic {
            DRAIN;
            if
            :: word == value -> word = value | S; value = word; break
            :: else -> value = word
            fi
        }
    :: else -> break
    od
}

/* One sleeper, whichever the kernel likes, or all. */
inline wake() {
    woken = false;
    if
    :: one ->
        if
        :: asleep[0] -> asleep[0] = false; woken = true
        :: asleep[1] -> asleep[1] = false; woken = true
#if WAITERS > 2
        :: asleep[2] -> asleep[2] = false; woken = true
        :: !asleep[0] && !asleep[1] && !asleep[2]
#else
        :: !asleep[0] && !asleep[1]
#endif
        fi
    :: else ->
        asleep[0] = false;
        asleep[1] = false;
#if WAITERS > 2
        asleep[2] = false;
#endif
    fi
}

inline move() {
    atomic { SEQUENCE; moving = true } /* into the buffer */
    MAY_DIE
}

/* Under the lock. */
inline signal() {
    MAY_DIE;
#ifndef NO_MOVE
#ifndef WAKE_FIRST
    move();
#endif
#endif
#ifndef NO_FENCE
    atomic { DRAIN }
#endif
    value = word;
    do
    :: (value & S) != 0 ->
        MAY_DIE;
        atomic {
            DRAIN; /* a CAS is a fence */
            if
            :: word == value -> word = (value & (255 - S)) + ONE; signalled = true
            :: else -> value = word; signalled = false
            fi
        }
        if
        :: signalled ->
            MAY_DIE;
            atomic { wake() }
            MAY_DIE;
#ifndef NO_ARM
            if
            :: one && woken -> arm()
            :: else
            fi;
#endif
            break
        :: else
        fi
    :: else -> break
    od;
#ifdef WAKE_FIRST
    move();
#endif
    atomic { value = 0; signalled = false; woken = false }
}

/* lock(), or reacquire(); with recover() if its owner is dead. */
inline acquire() {
    MAY_DIE;
    atomic {
        if
        :: owner == 0 -> told = false
        :: owner == me + 1 && freeing -> DRAIN; told = false
        :: owner != 0 && dead[owner - 1] -> told = true
        fi;
        owner = me + 1
    }
    if
    :: told -> one = false; signal()
    :: else
    fi;
    MAY_DIE
}

inline unlock() {
    MAY_DIE;
    freeing = true /* into the buffer */
    MAY_DIE
}

/* What a processor does by itself. */
active proctype drainer() {
end:
    do
    :: atomic { moving -> moving = false; sequence++ }
    :: atomic { !moving && freeing -> freeing = false; owner = 0 }
    od
}

active [WAITERS] proctype waiter() {
    byte me = _pid - 1;
    byte value;
    byte begun;
    byte armed;
    bool one;
    bool signalled;
    bool woken;
    bool told;
    bool over; /* by a time-out, an interruption, or a slice */

    acquire();
    do
    :: permits > 0 -> permits--; break
    :: permits == 0 ->
#ifdef LATE_BEGIN
        unlock();
        begun = SEEN;
#else
        begun = SEEN;
        unlock();
#endif
        do
        :: SEEN != begun -> break
        :: SEEN == begun ->
            arm();
            atomic { armed = value; value = 0; DRAIN } /* and a fence */
            MAY_DIE;
            if
            :: SEEN != begun -> break
            :: else
            fi;
            atomic {
                if
                :: word == armed -> asleep[me] = true; over = false /* the kernel compares */
                :: else -> over = true
                fi
            }
            do
            :: atomic { !asleep[me] ->
                    assert(over || SEEN != begun) /* woken */
                    break
                }
            :: atomic { asleep[me] && giveUps < GIVE_UPS -> asleep[me] = false; over = true }
            :: atomic { asleep[me] && timeout -> /* the slice ends */
                    if
                    :: deaths > 0 && SEEN != begun -> asleep[me] = false; over = true
#ifndef NO_LOOK
                    :: owner != 0 && dead[owner - 1] -> asleep[me] = false; armed = 0; goto back
#endif
                    :: else -> assert(permits == 0); goto out /* it may wait for ever */
                    fi
                }
            od;
            MAY_DIE;
            if
            :: giveUps < GIVE_UPS ->
                atomic { giveUps++; armed = 0; over = false }
#ifndef UNLOOKED
                if
                :: SEEN != begun -> break
                :: else
                fi;
#endif
                acquire();
                unlock();
                goto out
            :: true -> over = false
            fi
        od;
back:
        atomic { begun = 0; armed = 0; over = false }
        acquire()
    od;
    unlock();
    goto out;
die:
    atomic { DRAIN; dead[me] = true; asleep[me] = false };
out:
    atomic { begun = 0; armed = 0; value = 0; one = false; signalled = false; woken = false; told = false; over = false }
}

active [SIGNALLERS] proctype signaller() {
    byte me = _pid - 1;
    byte value;
    bool one;
    bool signalled;
    bool woken;
    bool told;

    acquire();
    permits++;
    if
    :: one = true
    :: one = false
    fi;
    signal();
    unlock();
    goto out;
die:
    atomic { DRAIN; dead[me] = true };
out:
    atomic { value = 0; one = false; signalled = false; woken = false; told = false }
}
