package dev.patchbay.webhook;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Messages under way, and the log of those that were delivered or given up. */
interface Deliveries extends Repository<Delivery, Long> {
    Delivery save(Delivery delivery);

    Optional<Delivery> findById(long id);

    Optional<Delivery> findByIdAndWebhookId(long id, String webhookId);

    @Query("select d from Delivery d where d.webhookId = :webhook and d.id < :before order by d.id desc")
    List<Delivery> newest(String webhook, long before, Limit limit);

    @Query("select d.id from Delivery d where d.webhookId = :webhook order by d.id desc")
    List<Long> idsNewestFirst(String webhook, Pageable page);

    @Modifying
    @Query("delete from Delivery d where d.webhookId = :webhook and d.id <= :last")
    void forget(String webhook, long last);

    @Modifying
    @Query("delete from Delivery d where d.webhookId = :webhook")
    void forgetAll(String webhook);
}
