package dev.patchbay.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    FilterRegistrationBean<DeviceBodyFilter> deviceBodyFilter(Clock clock, Refusals refusals) {
        return new FilterRegistrationBean<>(new DeviceBodyFilter(clock, refusals));
    }

    /** Before all others, so that what they turn away is timed as well. */
    @Bean
    FilterRegistrationBean<RequestTimer> requestTimer(MeterRegistry registry) {
        FilterRegistrationBean<RequestTimer> registration = new FilterRegistrationBean<>(new RequestTimer(registry));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** The dispatcher servlet does the same for those who ask, and no filter does. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> registration =
                new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    /** JSON is UTF-8 (RFC 8259); what is set in application.yml cannot say this. */
    @Bean
    JsonFactoryBuilderCustomizer utf8Only() {
        return builder -> builder.disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
    }

    /** A number or a boolean is not a text: read as one it would slip past the rules for texts. */
    @Bean
    JsonMapperBuilderCustomizer textsAreTexts() {
        return builder -> builder.withCoercionConfig(
                LogicalType.Textual,
                texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Bean
    ServerHttpMessageConvertersCustomizer sizedJson(JsonMapper mapper) {
        return builder -> builder.withJsonConverter(new SizedJson(mapper));
    }

    @Bean
    WebMvcRegistrations jsonShortCuts(JsonMapper mapper) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new JsonShortCuts(mapper);
            }
        };
    }

    /**
     * Libraries on the class path bring converters for YAML and XML with them, and nobody here speaks either. Others stand in
     * their places before they are made, since that alone loads a JSON library more, and go as well.
     */
    @Bean
    ServerHttpMessageConvertersCustomizer noYamlAndNoXml() {
        HttpMessageConverter<?> yaml = standIn(MediaType.APPLICATION_YAML);
        HttpMessageConverter<?> xml = standIn(MediaType.APPLICATION_XML, MediaType.TEXT_XML);
        return builder -> builder.withYamlConverter(yaml)
                .withXmlConverter(xml)
                .configureMessageConvertersList(converters -> converters.removeAll(List.of(yaml, xml)));
    }

    private static HttpMessageConverter<?> standIn(MediaType... types) {
        StringHttpMessageConverter converter = new StringHttpMessageConverter();
        converter.setSupportedMediaTypes(List.of(types));
        return converter;
    }

    /** In place of Tomcat's HTML page, which names the server and repeats the request. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrorsAreProblems() {
        return factory -> factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
            host.getPipeline().addValve(new ProblemReportValve());
        });
    }
}
