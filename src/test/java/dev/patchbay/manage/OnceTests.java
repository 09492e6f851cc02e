package dev.patchbay.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.manage.RememberedAnswers.Remembered;
import dev.patchbay.storage.Durability;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

class OnceTests {
    private final RememberedAnswers answers = mock(RememberedAnswers.class);
    private final Durability durability = mock(Durability.class);
    private final Once once =
            new Once(answers, durability, JsonMapper.shared(), mock(PlatformTransactionManager.class));
    private final AtomicReference<Remembered> remembered = new AtomicReference<>();

    @BeforeEach
    void rememberOneAnswer() {
        when(answers.find(any())).thenAnswer(call -> Optional.ofNullable(remembered.get()));
        doAnswer(call -> {
                    remembered.set(call.getArgument(1));
                    return null;
                })
                .when(answers)
                .add(any(), any());
    }

    private ResponseEntity<String> perform(Once.Act<String> act) throws IOException {
        return once.perform("key", new TestingAuthenticationToken("somebody", ""), List.of("POST", "/x"), act);
    }

    /** The first answer's fsync failed: what it did may be gone after a power cut, and a repetition must not promise it. */
    @Test
    void doesNotRepeatAnAnswerThatIsNotOnDisk() throws Exception {
        doThrow(new DataAccessResourceFailureException("fsync failed"))
                .when(durability)
                .secure();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                    .isThrownBy(() -> perform(() -> ResponseEntity.ok("done")));
        }
        assertThat(remembered.get()).isNotNull();
        doNothing().when(durability).secure();
        assertThat(perform(() -> ResponseEntity.ok("again")).getHeaders().getFirst("Idempotent-Replayed"))
                .isEqualTo("true");
    }
}
