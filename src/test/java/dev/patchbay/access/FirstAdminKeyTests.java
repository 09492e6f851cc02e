package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FirstAdminKeyTests extends RunningServer {
    @Autowired
    private FirstAdminKey first;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private KeyRing ring;

    @BeforeEach
    @AfterEach
    void onlyTheOperatorsKey() {
        keys.deleteAll();
        first.take(ADMIN);
        ring.reload();
    }

    @Test
    void isMadeOnceAndShownOnce(CapturedOutput output) {
        keys.deleteAll();

        first.makeUnlessThereIsOne();
        first.makeUnlessThereIsOne();
        ring.reload();

        assertThat(keys.count()).isEqualTo(1);
        String shown = output.toString()
                .split("shown this once: ", -1)[1]
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(output.toString().split(shown, -1)).hasSize(2);
        assertThat(ring.holderOf(shown).orElseThrow().grant().rulesKeys()).isTrue();
    }

    @Test
    void aChosenOneIsAcceptedAndNotShown(CapturedOutput output) {
        assertThat(ring.holderOf(ADMIN)).isPresent();
        assertThat(output).doesNotContain(ADMIN);
    }

    @Test
    void aNewChoiceReplacesTheFormerOne() {
        first.take("another choice");
        ring.reload();

        assertThat(ring.holderOf("another choice")).isPresent();
        assertThat(ring.holderOf(ADMIN)).isEmpty();
        assertThat(keys.count()).isEqualTo(1);
    }

    @Test
    void choosingTheSameAgainChangesNothing() {
        Instant before = keys.findById("env").orElseThrow().createdAt();
        first.take(ADMIN);

        assertThat(keys.findById("env").orElseThrow().createdAt()).isEqualTo(before);
    }

    @Test
    void aKeyThatWasHandedOutCanBeChosen() {
        KeyGrant grant = new KeyGrant("handed out", Role.VIEWER, Set.of(), null);
        keys.save(new ApiKey("1", KeyHash.ofSecret("handed out before"), grant, Instant.EPOCH, "test"));

        first.take("handed out before");
        ring.reload();

        assertThat(ring.holderOf("handed out before").orElseThrow().grant().role())
                .isEqualTo(Role.ADMIN);
        assertThat(keys.count()).isEqualTo(1);
    }
}
