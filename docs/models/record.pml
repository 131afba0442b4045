/*
 * A shared record: core/src/main/java/io/tandem/value/internal/CellMemory.java (read, copied, readUnderLock, write) and RecordCells.java
 * (updateAndGetAt), which are those of a record alone, RecordMemory.java, and of each element of an array, RecordArrayMemory.java; the
 * order of stores is that of CellGeometry.java.
 *
 * Two writers count the record up WRITES times each, by updateAndGet; a reader reads READS times, with or without the lock. The record
 * has two fields, which are stored and loaded in any order. Every write makes it one more, as it does the sequence: so what is read at
 * a sequence must be that number. The lock names its owner, and is taken over from the dead by whoever comes next, who mends nothing.
 * Writers may die at every step, at most DEATHS in all.
 *
 * Checked: a record that is read is whole, and the one of its sequence; no update is lost; nobody waits for the dead.
 *
 * ONE_COPY (the current copy is written to), EARLY_SEQUENCE (the sequence is stored before the copy), NO_SECOND_LOOK (a reader doesn't
 * compare the sequence again), EARLY_LOOK (it does so before it has read all of the copy: no acquire fence), NO_FENCE (a writer's next
 * record is seen before its last sequence is), SELECTOR (only the low bit of the sequence is compared: by readers, whose copy may
 * have been written twice meanwhile) and UNCOMPARED (an update doesn't compare the sequence) leave one thing out each; then the search must
 * find an error.
 */
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef WRITES
#define WRITES 2
#endif
#ifndef READS
#define READS 2
#endif
#define WRITERS 2

#define PLACE(sequence) ((sequence) & 1)
#ifdef SELECTOR
#define SAME(one, other) (PLACE(one) == PLACE(other))
#else
#define SAME(one, other) ((one) == (other))
#endif
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi

byte sequence;
byte first[2];
byte second[2];
byte lock; /* 1 + process, 0 free */
bool dead[WRITERS + 1];
byte deaths;

#ifdef NO_FENCE
byte late; /* 1 + writer whose last sequence nobody else sees yet */
#define SEEN_BY_OWNER (sequence + (late == me + 1 -> 1 : 0))
/* To take the lock is to see what its last owner did. */
#define SYNCHRONIZE if :: late != 0 && late != me + 1 -> late = 0; sequence++ :: else fi
#else
#define SEEN_BY_OWNER sequence
#define SYNCHRONIZE skip
#endif

inline lockIt() {
    atomic {
        if
        :: lock == 0 -> lock = me + 1; SYNCHRONIZE
        :: lock != 0 && dead[lock - 1] -> lock = me + 1; SYNCHRONIZE
        fi
    }
}

/* Loads both fields, in any order. */
inline load() {
    if
    :: one = first[PLACE(before)]; two = second[PLACE(before)]
    :: two = second[PLACE(before)]; one = first[PLACE(before)]
    fi
}

/* Until a record is read that nobody has disturbed. */
inline read() {
    do
    :: true ->
        before = sequence;
#ifdef EARLY_LOOK
        one = first[PLACE(before)];
        after = sequence;
        two = second[PLACE(before)];
#else
        load();
        after = sequence;
#endif
        if
#ifdef NO_SECOND_LOOK
        :: true -> break
#else
        :: SAME(after, before) -> break
        :: else
#endif
        fi
    od;
    assert(one == before && two == before)
}

active [WRITERS] proctype writer() {
    byte me = _pid;
    byte writes = WRITES;
    byte before;
    byte after;
    byte one;
    byte two;
    byte place;

    do
    :: writes == 0 -> break
    :: writes > 0 ->
#ifdef NO_FENCE
        before = SEEN_BY_OWNER;
        one = before;
#else
        read();
#endif
        MAY_DIE;
        lockIt();
        MAY_DIE;
        if
#ifdef UNCOMPARED
        :: true ->
#else
        :: SEEN_BY_OWNER == before ->
#endif
            one++;
#ifdef ONE_COPY
            place = PLACE(SEEN_BY_OWNER);
#else
            place = PLACE(SEEN_BY_OWNER + 1);
#endif
#ifdef EARLY_SEQUENCE
            sequence++;
            MAY_DIE;
#endif
            if
            :: first[place] = one; MAY_DIE; second[place] = one
            :: second[place] = one; MAY_DIE; first[place] = one
            fi;
            MAY_DIE;
#ifdef NO_FENCE
            atomic {
                if
                :: late == me + 1 -> sequence++ /* and this one is late in its turn */
                :: late = me + 1
                :: late != me + 1 -> sequence++
                fi
            }
#else
#ifndef EARLY_SEQUENCE
            sequence++;
#endif
#endif
            writes--;
            MAY_DIE
        :: else
        fi;
        atomic { lock = 0; before = 0; after = 0; one = 0; two = 0; place = 0 }
    od;
    goto out;
die:
    atomic { dead[me] = true; before = 0; after = 0; one = 0; two = 0; place = 0 };
out:
    skip
}

active proctype reader() {
    byte me = WRITERS;
    byte reads = READS;
    byte before;
    byte after;
    byte one;
    byte two;
    byte last;

    do
    :: reads == 0 -> break
    :: reads > 0 ->
        if
        :: read()
        :: lockIt();
            before = sequence;
            load();
            assert(one == before && two == before);
            lock = 0
        fi;
        assert(before >= last);
        atomic { reads--; last = before; before = 0; after = 0; one = 0; two = 0 }
    od
}
