package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PatchbayHomeTests {
    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PatchbayHome.class)
    static class Settings {}

    @Test
    void isTheFolderPatchesUnlessAnotherIsNamed() {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .run(context -> assertThat(context.getBean(PatchbayHome.class).home())
                        .isEqualTo(Path.of("patches").toAbsolutePath()));
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("patchbay.home=" + folder.resolve("a/../b"))
                .run(context ->
                        assertThat(context.getBean(PatchbayHome.class).home()).isEqualTo(folder.resolve("b")));
    }

    @Test
    void makesItsFoldersWhenTheyAreAskedFor() {
        PatchbayHome home = new PatchbayHome(folder.resolve("new"));
        assertThat(home.home()).doesNotExist();
        for (Path one : new Path[] {home.blobs(), home.database(), home.keys(), home.temp()}) {
            assertThat(one).isDirectory().hasParent(home.home());
        }
    }

    @Test
    void namesTheSettingWhenItCannotMakeAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> new PatchbayHome(file).blobs())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("patchbay.home");
    }
}
