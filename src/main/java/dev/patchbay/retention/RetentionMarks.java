package dev.patchbay.retention;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The releases that nothing needs. */
interface RetentionMarks extends Repository<RetentionMark, Long> {
    RetentionMark save(RetentionMark mark);

    @Query("select m from RetentionMark m where m.releaseId in :releases")
    List<RetentionMark> of(Collection<Long> releases);

    @Modifying
    @Query("delete from RetentionMark m where m.releaseId = :release")
    void remove(long release);
}
