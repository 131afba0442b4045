package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentHandle;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.SleepTarget;
import io.tandem.wait.internal.WaitSite;
import org.agrona.concurrent.AtomicBuffer;

/** A handle of something small at which threads wait for one event word. */
public abstract class GateHandle extends SegmentHandle implements SleepTarget {
    private final AtomicBuffer buffer;
    private final Words words;
    private final EventWord event;
    private final WaitSite site = new WaitSite();
    private final WaitPolicy policy;

    /**
     * Takes over an open segment.
     *
     * @param segment of the object.
     * @param layout  that its body has.
     * @param policy  of waiting.
     * @throws io.tandem.segment.IncompatibleException if its body has another one.
     */
    protected GateHandle(final Segment segment, final GateLayout layout, final WaitPolicy policy) {
        super(segment, true);
        BodyVersion.require(segment, layout.length(), layout.version(), true);
        buffer = segment.buffer(0, layout.length());
        words = Words.over(buffer);
        final int offset = layout.eventOffset();
        event = new EventWord(buffer, offset, segment.address(offset), true);
        this.policy = policy;
    }

    /** {@return the body, for paths that are not hot} */
    protected final AtomicBuffer buffer() {
        return buffer;
    }

    /** {@return the body} */
    protected final Words words() {
        return words;
    }

    /** {@return the word that waiters sleep on; the same each time} */
    public final EventWord event() {
        return event;
    }

    /** {@return how its threads wait} */
    protected final WaitPolicy policy() {
        return policy;
    }

    /** Those of other handles and processes wake too, and go on waiting. */
    @Override
    protected void onClose() {
        event.signal();
    }

    @Override
    public final WaitSite site() {
        return site;
    }

    @Override
    public final void arm(final ArmedWords armed) {
        armed.add(event);
    }

    @Override
    public final boolean signallersCanWake() {
        return segment().holders().allCanWake();
    }
}
