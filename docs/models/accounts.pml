/*
 * A semaphore's permits and who holds them: core/src/main/java/io/tandem/sync/internal/semaphore/Permits.java (take, give, settle, derive),
 * AccountedMemory.java (enter, hasEntered) and Accounts.java (add, find, newRow, firstDead, clear); the order of stores is that of
 * SemaphoreDescriptor.java.
 *
 * Three processes take one or two of two permits, and give back what they took. There are fewer rows than processes, so that rows
 * change hands. The lock names its owner, and is taken over from the dead by whoever comes next, who then computes what is free.
 * Who finds too few free without the lock waits until there are enough, or until it sees somebody dead who is in the way. Stores of
 * one process are seen in their order. Anyone may die at every step, at most DEATHS in all.
 *
 * Checked: the living never hold more than there are; each finds in its row what it holds; nobody waits for what the dead hold;
 * and at the end all permits are free, none lost and none doubled.
 *
 * NO_DERIVE (who takes the lock over computes nothing), CLEAR_ROW (a row that was seen to be a dead process's is cleared whosever it is
 * by then), ADD_SEEN (what a dead process was seen to hold is added to what is free), COUNT_FIRST (a row is written in two stores),
 * OWN_ROW (a row is taken to be the own one still), ROBBERY (the living are taken for dead) and NO_LOOK (who waits doesn't look for the
 * dead) leave one thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#define PROCESSES 3
#define ROWS 2
#define PERMITS 2
#define NO_ROW ROWS

byte lock; /* 1 + process, 0 free */
byte free = PERMITS;
byte rowOf[ROWS]; /* 1 + process, 0 never used */
byte count[ROWS];
bool dead[PROCESSES];
byte running = PROCESSES;
byte deaths;

byte has[PROCESSES]; /* what the living know that they hold */

#define SUM (count[0] + count[1])
#ifdef ROBBERY
#define IS_DEAD(number) ((number) != 0 && (number) != me + 1)
#else
#define IS_DEAD(number) ((number) != 0 && dead[(number) - 1])
#endif
#define OF_DEAD(row) (count[row] != 0 && IS_DEAD(rowOf[row]))
#define OWNER_DEAD (lock != 0 && dead[lock - 1])
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi
#define FORGET row = 0; found = 0; foundRow = 0; seen = 0; tookOver = false

inline lockIt() {
    atomic {
        if
        :: lock == 0 -> lock = me + 1
        :: OWNER_DEAD -> lock = me + 1; tookOver = true
        fi
    }
    MAY_DIE;
#ifndef NO_DERIVE
    if
    :: tookOver -> free = PERMITS - SUM; tookOver = false; MAY_DIE
    :: else
    fi
#endif
}

/* The row of a process; rows change under the lock alone. */
inline find(number) {
    if
    :: rowOf[0] == number -> row = 0
    :: rowOf[0] != number && rowOf[1] == number -> row = 1
    :: else -> row = NO_ROW
    fi
}

/* The own row, or a new one: one never used if there is any. */
inline ownOrNew() {
    d_step {
#ifdef OWN_ROW
        if
        :: hasRow -> row = ownRow
        :: else -> find(me + 1)
        fi;
#else
        find(me + 1);
#endif
        if
        :: row != NO_ROW
        :: row == NO_ROW && rowOf[0] == 0 -> row = 0
        :: row == NO_ROW && rowOf[0] != 0 && rowOf[1] == 0 -> row = 1
        :: row == NO_ROW && rowOf[0] != 0 && rowOf[1] != 0 && count[0] == 0 -> row = 0
        :: row == NO_ROW && rowOf[0] != 0 && rowOf[1] != 0 && count[0] != 0 && count[1] == 0 -> row = 1
        :: else -> assert(false)
        fi
#ifdef OWN_ROW
        ;
        hasRow = true;
        ownRow = row
#endif
    }
}

/* Until nobody dead is in the way. */
inline settle() {
    do
    :: atomic { OF_DEAD(0) -> found = rowOf[0]; foundRow = 0; seen = count[0] } bringBack()
    :: atomic { OF_DEAD(1) -> found = rowOf[1]; foundRow = 1; seen = count[1] } bringBack()
    :: atomic { OWNER_DEAD && !OF_DEAD(0) && !OF_DEAD(1) -> found = 0 } bringBack()
    :: else -> break
    od
}

inline bringBack() {
    MAY_DIE;
    lockIt();
    if
    :: found != 0 ->
        d_step {
#ifdef CLEAR_ROW
            row = foundRow;
#else
            find(found);
#endif
            if
            :: row != NO_ROW -> count[row] = 0
            :: else
            fi
        }
        MAY_DIE;
#ifdef ADD_SEEN
        free = free + seen;
#else
        free = PERMITS - SUM;
#endif
        MAY_DIE
    :: else
    fi;
    atomic { lock = 0; FORGET }
}

active [PROCESSES] proctype process() {
    byte me = _pid;
    byte rounds = ROUNDS;
    byte want;
    byte row;
    byte found;
    byte foundRow;
    byte seen;
    bool tookOver;
#ifdef OWN_ROW
    bool hasRow;
    byte ownRow;
#endif

    do
    :: rounds == 0 -> break
    :: rounds > 0 ->
        atomic {
            rounds--;
            if
            :: want = 1
            :: want = 2
            fi
        }
        do
        :: has[me] == 0 ->
            MAY_DIE;
            if
            :: free >= want
#ifndef NO_LOOK
            :: free < want && (OWNER_DEAD || OF_DEAD(0) || OF_DEAD(1)) -> settle()
#endif
            fi;
            MAY_DIE;
            lockIt();
            if
            :: free >= want ->
                ownOrNew();
#ifdef COUNT_FIRST
                count[row] = count[row] + want;
                MAY_DIE;
                atomic { rowOf[row] = me + 1; has[me] = want }
#else
                atomic { rowOf[row] = me + 1; count[row] = count[row] + want; has[me] = want }
#endif
                assert(has[0] + has[1] + has[2] <= PERMITS);
                MAY_DIE;
                free = free - want;
                MAY_DIE
            :: else
            fi;
            atomic { lock = 0; FORGET }
        :: has[me] != 0 -> break
        od;
        MAY_DIE;
        lockIt();
        d_step { find(me + 1) }
        assert(row != NO_ROW && count[row] == has[me]);
        MAY_DIE;
        atomic { count[row] = count[row] - want; has[me] = 0 }
        MAY_DIE;
        free = free + want;
        MAY_DIE;
        atomic { lock = 0; FORGET; want = 0 }
    od;
    goto out;
die:
    atomic { dead[me] = true; has[me] = 0; FORGET; want = 0 };
out:
    running--
}

/* Whoever asks, once all have ended or died. */
active proctype auditor() {
    byte me = PROCESSES;
    byte row;
    byte found;
    byte foundRow;
    byte seen;
    bool tookOver;

    running == 0;
    settle();
    assert(lock == 0 && SUM == 0 && free == PERMITS);
    goto out;
die:
    skip;
out:
    skip
}
