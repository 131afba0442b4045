/*
 * A barrier of two parties: core/src/main/java/io/tandem/sync/internal/barrier/BarrierHandle.java (arrive, waitForOthers, requireUnbroken,
 * finishRound, abort, reset), BarrierMemory.java (lock, breakRound, reset, breakageOf) and BarrierParties.java (arrive, claim, clear);
 * the order of stores is that of BarrierDescriptor.java.
 *
 * Each of three processes, with a handle each, does STEPS things: waits, with or without an action to run, or aborts, or resets. Who
 * waits may give up when nothing else can happen any more. The lock names its owner, and is taken over from the dead by whoever
 * comes next, who completes what that one had begun. Stores of one process are seen in their order. Anyone may die at every step, at
 * most DEATHS in all.
 *
 * Checked: a round ends once, well or broken; everybody who waited in it is told which, however late it looks; nobody waits on when both
 * have arrived, or when one that has arrived is dead; only a party's death breaks a round for a death.
 *
 * STATE_FIRST (the state is stored before the count of broken rounds), NO_COMPLETE (a break that the dead had begun isn't completed),
 * NO_IN_RESET (a reset doesn't say that it is being done), CLEAR_UPWARDS (a reset clears the first party first), NO_RECHECK (who has run
 * the action doesn't look again whether the round goes on), UNCOUNTED (a later round is taken to say that this one ended well), READ_ALL
 * (the record that is overwritten next is read, too), NO_CROWD (who finds that all have arrived doesn't look which of them died before
 * it could end the round) and NO_LOOK (who waits doesn't look for the dead) leave one thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef STEPS
#define STEPS 2
#endif
#define PROCESSES 3
#define PARTIES 2
#define ROUNDS 8
#define RECORDS 2
#ifdef READ_ALL
#define READABLE RECORDS
#else
#define READABLE (RECORDS - 1)
#endif

#define OPEN 0
#define IN_ACTION 1
#define BROKEN 2
#define IN_RESET 3

byte lock; /* 1 + process, 0 free */
byte round = 1;
byte phase = OPEN; /* one word with the round */
byte breaks;
byte recordOf[RECORDS]; /* the round that broke */
byte resets;
byte partyOf[PROCESSES]; /* 1 + process, 0 never used */
byte arrivedIn[PROCESSES]; /* the round that a thread of it waits in */
bool dead[PROCESSES];
byte deaths;

/* What everybody must be told in the end. */
#define GOES_ON 0
#define ENDED_WELL 1
#define BROKE 2
byte outcome[ROUNDS];
byte came[ROUNDS];
bool party[PROCESSES]; /* has arrived since the last reset */

#define GOING_ON (phase <= IN_ACTION)
#define OWNER_DEAD (lock != 0 && dead[lock - 1])
#define IS_DEAD(entry) (partyOf[entry] != 0 && dead[partyOf[entry] - 1])
/* Who reads the table stops at an entry that was never used. */
#define PARTY_DEAD (IS_DEAD(0) || partyOf[0] != 0 && (IS_DEAD(1) || partyOf[1] != 0 && IS_DEAD(2)))
#define WAITS(entry) (partyOf[entry] != 0 && arrivedIn[entry] == round -> 1 : 0)
#define WAITING (partyOf[0] == 0 -> 0 : WAITS(0) + (partyOf[1] == 0 -> 0 : WAITS(1) + WAITS(2)))
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto die :: true fi
#define UNLOCK atomic { lock = 0; entry = 0; tookOver = false }

inline end(number, how) {
    assert(outcome[number] == GOES_ON || outcome[number] == how && how == BROKE);
    outcome[number] = how
}

inline breakRound() {
#ifdef STATE_FIRST
    atomic { phase = BROKEN; end(round, BROKE) }
    MAY_DIE;
#endif
    recordOf[breaks % RECORDS] = round;
    MAY_DIE;
#ifdef STATE_FIRST
    breaks++;
#else
    atomic { breaks++; end(round, BROKE) }
    MAY_DIE;
    phase = BROKEN;
#endif
    MAY_DIE
}

inline finishReset() {
    atomic {
#ifdef CLEAR_UPWARDS
        entry = 0
#else
        entry = (partyOf[0] == 0 -> 0 : (partyOf[1] == 0 -> 1 : (partyOf[2] == 0 -> 2 : 3)))
#endif
    }
    do
#ifdef CLEAR_UPWARDS
    :: entry < 3 && partyOf[entry] != 0 -> partyOf[entry] = 0; entry++; MAY_DIE
#else
    :: entry > 0 -> entry--; partyOf[entry] = 0; MAY_DIE
#endif
    :: else -> break
    od;
    atomic { resets++; entry = 0; party[0] = false; party[1] = false; party[2] = false }
    MAY_DIE;
    atomic { round++; phase = OPEN }
    MAY_DIE
}

/* Takes it, and completes what a dead owner has begun. */
inline lockIt() {
    atomic {
        if
        :: lock == 0 -> lock = me + 1
        :: OWNER_DEAD -> lock = me + 1; tookOver = true
        fi
    }
    MAY_DIE;
    if
    :: phase == IN_RESET -> finishReset()
#ifndef NO_COMPLETE
    :: phase != IN_RESET && tookOver && GOING_ON && breaks > 0 && recordOf[(breaks - 1) % RECORDS] == round ->
        phase = BROKEN;
        MAY_DIE
#endif
    :: else
    fi
}

/* Breaks it if a party is dead. */
inline breakIfPartyDied() {
    if
    :: PARTY_DEAD ->
        assert(IS_DEAD(0) && party[partyOf[0] - 1] || IS_DEAD(1) && party[partyOf[1] - 1] || IS_DEAD(2) && party[partyOf[2] - 1]);
        breakRound()
    :: else
    fi
}

inline arrive() {
    if
    :: owned != 0 && ownResets == resets -> entry = owned - 1
    :: else ->
        atomic { entry = (partyOf[0] == 0 -> 0 : (partyOf[1] == 0 -> 1 : 2)); assert(partyOf[entry] == 0) }
        atomic { partyOf[entry] = me + 1; owned = entry + 1; ownResets = resets; party[me] = true }
        MAY_DIE
    fi;
    atomic { arrivedIn[entry] = round; came[round]++; arrived = true }
    MAY_DIE
}

/* How a round ended that is over. */
inline learn() {
    atomic { told = (round != mine -> ENDED_WELL : GOES_ON) } /* the state, and then the count */
#ifndef UNCOUNTED
    if
    :: told == ENDED_WELL && breaks == breaksBefore
    :: else ->
        lockIt();
        atomic {
            told = ENDED_WELL;
            entry = breaks;
            do
            :: entry > breaksBefore && entry + READABLE > breaks ->
                entry--;
                if
                :: recordOf[entry % RECORDS] == mine -> told = BROKE; break
                :: else
                fi
            :: else -> break
            od;
            if
            :: told != BROKE && entry > breaksBefore -> told = GOES_ON /* nobody knows any more */
            :: else
            fi
        }
        UNLOCK
    fi;
#endif
    assert(told == GOES_ON || told == outcome[mine])
}

active [PROCESSES] proctype process() {
    byte me = _pid;
    byte steps = STEPS;
    byte owned; /* 1 + entry, 0 none */
    byte ownResets;
    byte mine;
    byte breaksBefore;
    byte entry;
    byte told;
    bool tookOver;
    bool arrived;
    bool action;
    bool runs;

    do
    :: steps == 0 -> break
    :: atomic { steps > 0 -> steps-- } /* abort */
        lockIt();
        if
        :: phase != BROKEN -> breakRound()
        :: else
        fi;
        UNLOCK
    :: atomic { steps > 0 -> steps-- } /* reset */
        lockIt();
        if
        :: GOING_ON && WAITING > 0 -> breakRound()
        :: else
        fi;
#ifndef NO_IN_RESET
        phase = IN_RESET;
        MAY_DIE;
#endif
        finishReset();
        UNLOCK
    :: atomic {
            steps > 0 -> steps--;
            if
            :: action = true
            :: action = false
            fi
        }
        /* wait: first, to arrive */
        do
        :: true ->
            lockIt();
            atomic { mine = round; breaksBefore = breaks }
            if
            :: phase == OPEN ->
                entry = WAITING;
                if
#ifndef NO_CROWD
                :: entry >= PARTIES -> breakIfPartyDied() /* the last one has died having arrived */
#endif
                :: else
                fi;
                if
                :: phase == OPEN ->
                    assert(WAITING < PARTIES);
                    runs = (WAITING == PARTIES - 1);
                    arrive()
                :: else
                fi;
                if
                :: runs ->
                    breakIfPartyDied();
                    if
                    :: phase == OPEN && action -> phase = IN_ACTION
                    :: phase == OPEN && !action -> atomic { end(round, ENDED_WELL); round++ } runs = false
                    :: else -> runs = false
                    fi;
                    MAY_DIE
                :: else
                fi
            :: phase == IN_ACTION -> breakIfPartyDied()
            :: phase == BROKEN
            fi;
            if
            :: arrived || phase == BROKEN -> UNLOCK; break
            :: else ->
                UNLOCK;
                /* for the action of the round before to end */
                if
                :: !GOING_ON || round != mine || OWNER_DEAD || PARTY_DEAD
                fi
            fi
        od;
        if
        :: runs ->
            MAY_DIE; /* in the action */
            lockIt();
            if
#ifdef NO_RECHECK
            :: true -> atomic { end(round, ENDED_WELL); round++; phase = OPEN } MAY_DIE; UNLOCK
#else
            :: GOING_ON && round == mine -> atomic { end(round, ENDED_WELL); round++; phase = OPEN } MAY_DIE; UNLOCK
            :: else -> UNLOCK; learn()
#endif
            fi
        :: !runs && arrived ->
            do
            :: !GOING_ON || round != mine -> break
#ifndef NO_LOOK
            :: GOING_ON && round == mine && (OWNER_DEAD || PARTY_DEAD) ->
                lockIt();
                if
                :: GOING_ON && round == mine -> breakIfPartyDied()
                :: else
                fi;
                UNLOCK
#endif
            :: timeout -> /* gives up */
                assert(came[mine] < PARTIES);
                lockIt();
                if
                :: GOING_ON && round == mine -> breakRound()
                :: else
                fi;
                UNLOCK
            od;
            MAY_DIE;
            learn()
        :: else
        fi;
        atomic { mine = 0; breaksBefore = 0; told = 0; arrived = false; runs = false; action = false }
    od;
    goto out;
die:
    atomic { dead[me] = true; mine = 0; breaksBefore = 0; told = 0; arrived = false; runs = false; action = false; entry = 0;
        tookOver = false; owned = 0; ownResets = 0; steps = 0 };
out:
    skip
}
