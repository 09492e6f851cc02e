package dev.patchbay.manage;

import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.StorageRoom;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Has the container write uploads to the blobs' own file system at once, whatever their size. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {
    /** Room for the form's other fields. */
    private static final DataSize FIELDS = DataSize.ofMegabytes(1);

    @Bean
    MultipartConfigElement multipartConfig(PatchbayHome home, UploadSettings settings) {
        long file = settings.maxSize().toBytes();
        return new MultipartConfigElement(home.temp().toString(), file, file + FIELDS.toBytes(), 0);
    }

    /** Last of all filters: whoever has no right to upload takes nobody's turn. */
    @Bean
    FilterRegistrationBean<UploadAdmission> uploadAdmission(
            UploadSettings settings,
            StorageRoom room,
            Spool spool,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        FilterRegistrationBean<UploadAdmission> registration =
                new FilterRegistrationBean<>(new UploadAdmission(settings, room, spool, resolver));
        registration.addUrlPatterns("/api/apps/*");
        return registration;
    }
}
