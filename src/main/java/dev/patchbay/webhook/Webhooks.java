package dev.patchbay.webhook;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All webhooks; there are few. */
interface Webhooks extends Repository<Webhook, String> {
    Webhook save(Webhook webhook);

    void delete(Webhook webhook);

    Optional<Webhook> findById(String id);

    long count();

    @Query("select w from Webhook w order by w.createdAt desc, w.id desc")
    List<Webhook> newestFirst();

    @Query("select w from Webhook w where w.appName is null or w.appName = :app order by w.id")
    List<Webhook> toldOf(String app);
}
