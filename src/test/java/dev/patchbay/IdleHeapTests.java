package dev.patchbay;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Optional;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** When a marking is asked for; {@link IdleMemoryTests} sees real ones. */
class IdleHeapTests {
    private static final String MARK = "G1PeriodicGCInterval";

    private final Jvm jvm = mock(Jvm.class);

    @BeforeEach
    void g1() {
        when(jvm.isFree(anyString())).thenReturn(true);
        when(jvm.watch(anyString(), any())).thenReturn(true);
        when(jvm.mostHeap()).thenReturn(256L << 20);
    }

    @Test
    void aHeapNotMuchLargerThanWhatLivesInItIsLeftAlone() {
        IdleHeap idle = heap(130, 80);
        look(idle, 1); // nobody knows yet what lives
        clearInvocations(jvm);
        look(idle, 10);
        verify(jvm, never()).set(eq(MARK), anyLong());
    }

    @Test
    void whatGrewOldSinceTheLastMarkingIsNoReasonForALargeHeap() {
        IdleHeap idle = heap(130, 80);
        look(idle, 2);
        clearInvocations(jvm);
        state(210, 120);
        look(idle, 3);
        verify(jvm).set(eq(MARK), anyLong());
    }

    @Test
    void whereMarkingDoesNotHelpItIsDoneSeldom() {
        IdleHeap idle = heap(250, 70);
        look(idle, 200);
        clearInvocations(jvm);
        look(idle, 64);
        verify(jvm, atMost(10)).set(eq(MARK), anyLong());
    }

    @Test
    void whereItHelpsItIsDoneAgainAtOnce() {
        IdleHeap idle = heap(250, 70);
        look(idle, 1);
        state(200, 70);
        look(idle, 1);
        verify(jvm, times(2)).set(eq(MARK), anyLong());
    }

    @Test
    void whatTakesLongToMarkIsMarkedSeldom() {
        IdleHeap idle = heap(8000, 2000);
        look(idle, 11);
        verify(jvm, never()).set(eq(MARK), anyLong());
        look(idle, 1);
        verify(jvm).set(eq(MARK), anyLong());
    }

    @Test
    void oneMarkingIsAskedForAtATime() {
        ArgumentCaptor<NotificationListener> told = ArgumentCaptor.forClass(NotificationListener.class);
        IdleHeap idle = heap(250, 70);
        verify(jvm).watch(any(), told.capture());
        look(idle, 1);
        told.getValue().handleNotification(collection("G1 Evacuation Pause"), null);
        verify(jvm, never()).set(MARK, 0);
        told.getValue().handleNotification(collection("G1 Periodic Collection"), null);
        verify(jvm).set(MARK, 0);
    }

    /** It would mark all the time with less room. */
    @Test
    void aJvmThatCountsWhatLivesKeepsMoreRoom() {
        when(jvm.hasCollector("G1 Concurrent GC")).thenReturn(true);
        IdleHeap idle = heap(250, 100);
        verify(jvm).set("MaxHeapFreeRatio", 60);
        look(idle, 1); // nobody knows yet what lives
        clearInvocations(jvm);
        look(idle, 10);
        verify(jvm, never()).set(anyString(), anyLong());
        state(250, 70);
        look(idle, 1);
        verify(jvm).set(eq(MARK), anyLong());
        verify(jvm, never()).set(eq("MaxHeapFreeRatio"), anyLong());
    }

    @Test
    void aHeapThatMayBeLargeIsLeftAlone() {
        when(jvm.mostHeap()).thenReturn(1L << 30);
        look(heap(900, 70), 10);
        verify(jvm, never()).set(anyString(), anyLong());
    }

    /** Nobody would end the marking. */
    @Test
    void withoutWordOfCollectionsTheHeapIsLeftAlone() {
        when(jvm.watch(anyString(), any())).thenReturn(false);
        IdleHeap idle = heap(250, 70);
        look(idle, 10);
        verify(jvm, never()).set(anyString(), anyLong());
    }

    private IdleHeap heap(long committed, long old) {
        state(committed, old);
        return new IdleHeap(jvm);
    }

    private void state(long committed, long old) {
        when(jvm.heap()).thenReturn(committed << 20);
        when(jvm.used("G1 Old Gen")).thenReturn(Optional.of(old << 20));
    }

    private static void look(IdleHeap idle, int times) {
        for (int i = 0; i < times; i++) idle.giveBack();
    }

    private static Notification collection(String cause) {
        CompositeData data = mock(CompositeData.class);
        when(data.get("gcCause")).thenReturn(cause);
        Notification notification = new Notification("collection", "G1", 1);
        notification.setUserData(data);
        return notification;
    }
}
