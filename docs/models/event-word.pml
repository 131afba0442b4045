/*
 * The event word: core/src/main/java/io/tandem/wait/internal/EventWord.java, with the fence of ArmedWords.java (fence).
 *
 * Signallers publish, then signal() and fenceAndWake(); sleepers arm(), fence, look at the condition, and sleep in the kernel, which
 * compares the word. A signaller's store waits in a buffer until the processor drains it, a fence or a CAS does, or a heavy fence
 * of somebody else. Anyone may die at every step, at most DEATHS in all.
 *
 * Checked: whoever waits for what was published gets to know of it. The end of a slice wakes a sleeper only when nothing else can
 * happen any more, and only in a run in which somebody has died: so without a death no wake-up is lost.
 *
 * NO_HEAVY, NO_FLAG and ALWAYS_ALL leave one thing out each; then the search must find an error.
 */
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef MESSAGES
#define MESSAGES 1 /* of each signaller */
#endif
#define SIGNALLERS 2
#define SLEEPERS 2

#define S 1 /* somebody may sleep */
#define F 2 /* signallers fence */
#define A 4 /* all signallers see F */
#define ONE 8

byte word;
byte published;
bool buffered[SIGNALLERS];
bool asleep[SLEEPERS];
byte left = SIGNALLERS * MESSAGES; /* messages that nobody has published yet */
byte deaths;

#define DRAIN(i) if :: buffered[i] -> buffered[i] = false; published++ :: else fi
#define MAY_DIE if :: atomic { deaths < DEATHS -> deaths++ } goto dead :: true fi
#define WAKE_ALL asleep[0] = false; asleep[1] = false
/* All of it is there. After a death, what is missing may never come. */
#define CONDITION (left == 0 && !buffered[0] && !buffered[1])

/* What a processor does by itself. */
active proctype drainer() {
end:
    do
    :: atomic { buffered[0] -> buffered[0] = false; published++ }
    :: atomic { buffered[1] -> buffered[1] = false; published++ }
    od
}

active [SIGNALLERS] proctype signaller() {
    byte me = _pid - 1;
    byte value;
    bool woke;
    byte messages = MESSAGES;

    do
    :: messages == 0 -> break
    :: messages > 0 ->
        MAY_DIE;
        atomic { DRAIN(me); buffered[me] = true; left--; messages--; woke = false } /* publish: into the buffer */
        MAY_DIE;
        value = word; /* a light fence lets the load pass the store */
        MAY_DIE;
        if
        :: (value & (F | S)) == 0
        :: (value & (F | S)) != 0 ->
            if
            :: (value & S) == 0 ->
                atomic { DRAIN(me) } /* fence */
                value = word
            :: else
            fi;
            do
            :: (value & S) != 0 && !woke ->
                MAY_DIE;
                atomic {
                    DRAIN(me); /* a CAS is a fence */
                    if
                    :: word == value -> word = (value & (255 - S)) + ONE; woke = true
                    :: else -> value = word
                    fi
                }
                if
                :: woke -> MAY_DIE; atomic { WAKE_ALL }
                :: else
                fi
            :: (value & S) == 0 && !woke -> /* quiet, perhaps for long */
                if
                :: atomic { word == value -> DRAIN(me); word = value & (255 - F - A) }
                :: true
                fi;
                break
            :: woke -> break
            od
        fi
    od;
dead:
    skip
}

active [SLEEPERS] proctype sleeper() {
    byte me = _pid - 1 - SIGNALLERS;
    byte armed;

    do
    :: CONDITION || deaths > 0 && timeout -> break
    :: !CONDITION ->
        /* arm */
        armed = word;
        do
        :: (armed & S) == 0 ->
            MAY_DIE;
            atomic {
                if
#ifdef NO_FLAG
                :: word == armed -> word = armed | S; armed = word; break
#else
                :: word == armed -> word = armed | F | S; armed = word; break
#endif
                :: else -> armed = word
                fi
            }
        :: else -> break
        od;
        MAY_DIE;
        /* fence */
        if
        :: (armed & A) != 0
        :: (armed & A) == 0 ->
#ifndef NO_HEAVY
            atomic { DRAIN(0); DRAIN(1) }
            MAY_DIE;
#endif
            atomic {
                if
                :: word == armed -> word = armed | A; armed = word
#ifdef ALWAYS_ALL
                :: word != armed -> word = word | A
#endif
                :: else
                fi
            }
        fi;
        MAY_DIE;
        if
        :: CONDITION -> break
        :: else
        fi;
        atomic {
            if
            :: word == armed -> asleep[me] = true /* the kernel compares */
            :: else
            fi
        }
        do
        :: !asleep[me] -> break
        :: asleep[me] && deaths > 0 && timeout -> asleep[me] = false /* the slice ends */
        od
    od;
dead:
    asleep[me] = false
}
