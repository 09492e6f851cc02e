package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTests {
    private final EntityTag tag = new EntityTag("\"abc-gzip\"");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    *                           | true  | true
                    "abc-gzip"                  | true  | true
                    W/"abc-gzip"                | true  | false
                    "x", "abc-gzip" , "y"       | true  | true
                    "x",W/"abc-gzip"            | true  | false
                    "x,y","abc-gzip"            | true  | true
                    ""                          | false | false
                    "abc"                       | false | false
                    abc-gzip                    | false | false
                    "abc-gzip                   | false | false
                    "ABC-GZIP"                  | false | false
                    "*"                         | false | false
                    w/"abc"                     | false | false
                    """)
    void isFoundInAList(String list, boolean weakly, boolean strongly) {
        assertThat(tag.isIn(list)).isEqualTo(weakly);
        assertThat(tag.isStronglyIn(list)).isEqualTo(strongly);
    }
}
