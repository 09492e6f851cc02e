package dev.patchbay.web;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import java.util.function.Supplier;
import org.springdoc.core.converters.ModelConverterRegistrar;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document: shapes are read off the controllers, words and examples off {@link RouteNotes}. */
@Lazy
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    /** With the converters, which nobody asks for by themselves. */
    @Bean
    OpenAPI api(ModelConverterRegistrar converters) {
        SpringDocUtils.getConfig()
                .addSimpleTypesForParameterObject(AppName.class, NativeVersion.class)
                .replaceWithClass(AppName.class, String.class)
                .replaceWithClass(NativeVersion.class, String.class)
                .replaceWithClass(JsonNode.class, Object.class)
                .replaceWithClass(ObjectNode.class, Object.class);
        SecurityScheme bearer = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API key. Routes for devices need none.");
        return new OpenAPI()
                .info(new Info()
                        .title("Patchbay")
                        .description("Ships hot updates to mobile apps. Errors are problems (RFC 9457)."))
                .components(new Components().addSecuritySchemes("key", bearer))
                .addSecurityItem(new SecurityRequirement().addList("key"));
    }

    /** A record inside a controller is called Answer or Item by several; its schema is named for the controller, too. */
    @Bean
    ModelResolver namesOfSchemas(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new TypeNameResolver() {
            @Override
            protected String nameForClass(Class<?> type, Set<Options> options) {
                Class<?> outer = type.getEnclosingClass();
                String name = super.nameForClass(type, options);
                if (outer == null || !type.getName().startsWith("dev.patchbay.")) return name;
                String room = outer.getSimpleName().replaceAll("(Controller|Renderer|View)$", "");
                return name.startsWith(room) ? name : room + name;
            }
        });
    }

    /** Springdoc's own, made with its first page: it is wanted at the start, and would have the rest made with it. */
    @Bean
    SwaggerIndexTransformer pages(
            ObjectProvider<SwaggerUiConfigProperties> settings,
            ObjectProvider<SwaggerUiOAuthProperties> oauth,
            ObjectProvider<SwaggerWelcomeCommon> welcome,
            ObjectProvider<ObjectMapperProvider> mappers) {
        Supplier<SwaggerIndexTransformer> springdocs = SingletonSupplier.of(() -> new SwaggerIndexPageTransformer(
                settings.getObject(), oauth.getObject(), welcome.getObject(), mappers.getObject()));
        return (request, page, chain) -> springdocs.get().transform(request, page, chain);
    }

    @Bean
    OpenApiCustomizer routesAreExplained() {
        RouteNotes notes = RouteNotes.read();
        return api -> {
            if (api.getComponents() == null || api.getPaths() == null) return;
            api.getComponents().addSchemas("Problem", problem());
            addRoutesThatWriteTheirAnswersThemselves(api, notes);
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        RouteNotes.Note note = notes.of(method + " " + path);
                        if (note != null) new RouteWriter(operation, note).write();
                    }));
        };
    }

    private static void addRoutesThatWriteTheirAnswersThemselves(OpenAPI api, RouteNotes notes) {
        for (String route : notes.routes()) {
            PathItem.HttpMethod method = PathItem.HttpMethod.valueOf(route.split(" ")[0]);
            String path = route.split(" ")[1];
            if (!path.startsWith("/actuator/") && !isDownload(path)) continue;
            PathItem item = api.getPaths().computeIfAbsent(path, none -> new PathItem());
            if (!item.readOperationsMap().containsKey(method)) item.operation(method, new Operation());
        }
    }

    /** These are streamed, so that there is nothing about them to be read off their controllers. */
    private static boolean isDownload(String path) {
        return path.equals("/api/patch/download/{token}")
                || path.equals("/app/{name}.zip")
                || path.startsWith("/packages/");
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().example("/problems/release-conflict"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("error", new StringSchema().description("only for devices: the same in a word"));
    }
}
