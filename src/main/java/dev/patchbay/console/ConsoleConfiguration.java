package dev.patchbay.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the console's files lie, and how long a browser may keep them. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/console/";
    /** The library comes as a WebJar, in a folder with its version in the name. */
    private static final String LIBRARY = "classpath:/META-INF/resources/webjars/preact/";

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/lib/preact/**")
                .addResourceLocations(LIBRARY)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag);
        registry.addResourceHandler("/console/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/console", "/console/");
        registry.addViewController("/console/").setViewName("forward:/console/index.html");
    }

    /** By content: every build gives the files in the jar the same time, so that this would tell nothing. */
    private String tag(Resource file) {
        return tags.computeIfAbsent(file.getDescription(), unknown -> digest(file));
    }

    private static String digest(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            return "\"" + DigestUtils.md5Hex(bytes) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
