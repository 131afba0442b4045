/*
 * Putting, taking and mending in a queue: core/src/main/java/io/tandem/channel/internal/queue/QueueWriter.java (append, mend) and
 * QueueReader.java (takeLocked, advance, mendAfter); the order of stores is that of QueueDescriptor.java.
 *
 * Two producers put ITEMS items each, one or two at a time; two consumers take one or two at a time. Records take one place each in
 * a ring of PLACES, so that old ones lie behind the tail. Locks are words that name their owner, taken over from the dead by whoever
 * comes next, who then mends. Stores of one process are seen in their order. Anyone may die at every step, at most DEATHS in all.
 *
 * Checked: a consumer sees whole records in the order of their numbers; nothing comes twice; at the end, once counts are mended, every
 * item that was put was taken, by whom the counts of the users say; only a consumer that died has lost any, of those in its hand.
 *
 * LATE_CLEAR (the header behind is cleared after the length is stored), EARLY_LENGTH (the length is stored before the rest is written),
 * HEAD_FIRST (the head moves before it is said what is in hand) and NO_MEND_PUT (nobody walks on from a dead producer's tail) leave one
 * thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef ITEMS
#define ITEMS 2
#endif
#define PLACES 3
#define MOST (2 * ITEMS)

byte length[PLACES]; /* 0 or 1 */
byte number[PLACES];
byte tail;
byte putNumber;
byte head;
byte takenNumber;
byte inHand;
byte inHandCount;
byte inHandUser;
byte taken[2]; /* by each consumer, as the table of users has it */

byte putLock; /* 1 + process, 0 free */
byte takeLock;
bool dead[5];
byte producing = 2;
byte consuming = 2;
byte deaths;

byte got[MOST + 1]; /* how often each item was returned to somebody */
byte returned[2];

#define AT(position) ((position) % PLACES)
/* Locals that are of no use any more would only make more states. */
#define FORGET position = 0; n = 0; count = 0; tookOver = false
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi

inline mendPut() {
    position = tail;
    n = putNumber;
#ifndef NO_MEND_PUT
    do
    :: length[AT(position)] != 0 -> n = number[AT(position)]; position++
    :: else -> break
    od;
#endif
    MAY_DIE;
    putNumber = n;
    MAY_DIE;
    tail = position;
    MAY_DIE
}

inline mendTake() {
    if
    :: length[AT(head)] != 0 -> n = number[AT(head)] - 1
    :: length[AT(head)] == 0 && inHand != 0 -> n = inHand
    :: length[AT(head)] == 0 && inHand == 0 -> n = takenNumber
    fi;
    MAY_DIE;
    if
    :: inHand != 0 && inHand <= n -> taken[inHandUser] = inHandCount
    :: else
    fi;
    MAY_DIE;
    takenNumber = n;
    MAY_DIE;
    inHand = 0;
    MAY_DIE
}

inline lock(word) {
    atomic {
        if
        :: word == 0 -> word = _pid + 1
        :: word != 0 && dead[word - 1] -> word = _pid + 1; tookOver = true
        fi
    }
}

inline lockPut() {
    lock(putLock);
    if
    :: tookOver -> mendPut()
    :: else
    fi
}

inline lockTake() {
    lock(takeLock);
    if
    :: tookOver -> mendTake()
    :: else
    fi
}

active [2] proctype producer() {
    byte left = ITEMS;
    byte position;
    byte n;
    byte count;
    bool tookOver;

    do
    :: left == 0 -> break
    :: left > 0 ->
        lockPut();
        MAY_DIE;
        atomic {
            position = tail;
            n = putNumber;
            if
            :: count = 1
            :: left > 1 -> count = 2
            fi
        }
        if
        :: position - head + count >= PLACES -> /* the header behind needs a place, too */
            atomic { putLock = 0; FORGET }
        :: else ->
#ifdef EARLY_LENGTH
            number[AT(position)] = n + 1;
            length[AT(position)] = 1;
            MAY_DIE;
#endif
            number[AT(position)] = n + 1;
            MAY_DIE;
            if
            :: count == 2 ->
                number[AT(position + 1)] = n + 2;
                MAY_DIE;
                length[AT(position + 1)] = 1;
                MAY_DIE
            :: else
            fi;
#ifndef LATE_CLEAR
            length[AT(position + count)] = 0;
            MAY_DIE;
#endif
            length[AT(position)] = 1; /* all of them are there */
            MAY_DIE;
#ifdef LATE_CLEAR
            length[AT(position + count)] = 0;
            MAY_DIE;
#endif
            putNumber = n + count;
            MAY_DIE;
            tail = position + count;
            left = left - count;
            MAY_DIE;
            atomic { putLock = 0; FORGET }
        fi
    od;
    goto out;
die:
    atomic { dead[_pid] = true; FORGET };
out:
    producing--
}

active [2] proctype consumer() {
    byte me = _pid - 2;
    byte position;
    byte n;
    byte count;
    byte limit;
    bool tookOver;

    do
    :: true ->
        if
        :: atomic { length[AT(head)] == 0 && producing == 0 } -> break
        :: length[AT(head)] != 0 /* nobody takes the lock to find nothing */
        fi;
        lockTake();
        MAY_DIE;
        atomic {
            position = head;
            if
            :: limit = 1
            :: limit = 2
            fi
        }
        do
        :: atomic {
            count < limit && length[AT(position)] != 0 ->
            assert(number[AT(position)] == takenNumber + count + 1);
            position++;
            count++
        }
        :: else -> break
        od;
        if
        :: count == 0
        :: else ->
            atomic { n = takenNumber + count; inHandCount = taken[me] + count; inHandUser = me }
            MAY_DIE;
#ifdef HEAD_FIRST
            head = position;
            MAY_DIE;
            inHand = n;
#else
            inHand = n;
            MAY_DIE;
            head = position;
#endif
            MAY_DIE;
            takenNumber = n;
            MAY_DIE;
            taken[me] = inHandCount;
            MAY_DIE;
            inHand = 0;
            MAY_DIE
        fi;
        atomic {
            takeLock = 0;
            do
            :: count > 0 ->
                got[n]++;
                assert(got[n] == 1);
                returned[me]++;
                n--;
                count--
            :: else -> break
            od;
            FORGET;
            limit = 0
        }
    od;
    goto out;
die:
    atomic { dead[_pid] = true; FORGET; limit = 0 };
out:
    consuming--
}

/* Whoever counts, once all have ended or died. */
active proctype auditor() {
    byte position;
    byte n;
    bool tookOver;

    producing == 0 && consuming == 0;
    lockPut();
    lockTake();
    assert(takenNumber + (tail - head) == putNumber);
    assert(dead[2] && dead[3] || tail == head);
    assert(taken[0] + taken[1] == takenNumber);
    assert(dead[2] || returned[0] == taken[0]);
    assert(dead[3] || returned[1] == taken[1]);
    assert(returned[0] <= taken[0] && returned[1] <= taken[1]);
    goto out;
die:
    skip;
out:
    skip
}
