package dev.patchbay.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Makes what writes the OpenAPI document when somebody asks for it. Few ever do, and with its own JSON library it is a
 * thousand classes. {@link ApiDocument} is as late; what is wrong with its words shows at the first request.
 */
@Component
class LateApiDocument implements BeanFactoryPostProcessor {
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition bean = beans.getBeanDefinition(name);
            if (isSpringdocs(bean.getBeanClassName()) || isSpringdocs(bean.getFactoryBeanName()))
                bean.setLazyInit(true);
        }
    }

    private static boolean isSpringdocs(@Nullable String name) {
        return name != null && name.startsWith("org.springdoc.");
    }
}
