package dev.patchbay.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** API keys, for administrators. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Lists, makes and deletes API keys. Needs a key of the role admin.")
final class KeysCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    static List<Object> commands(Surroundings surroundings) {
        return List.of(new ListThem(surroundings), new Create(surroundings), new Delete(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) throw new ParameterException(spec.commandLine(), "list, create or delete is missing");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Lists the keys, the newest first. What they are is not shown; it is stored hashed.")
    static final class ListThem extends ServerCommand {
        @Mixin
        private PageOptions page = new PageOptions();

        ListThem(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void ask(Server server) {
            JsonNode list = server.get("/api/keys" + Server.query(page.parameters()));
            show(list, () -> print(list));
        }

        private void print(JsonNode list) {
            Table table = new Table("ID", "ROLE", "APPS", "EXPIRES", "NAME");
            for (JsonNode key : list.path("items")) {
                String apps = key.path("apps").isEmpty()
                        ? "all"
                        : Table.text(key, "apps").replaceAll("[\\[\\]\"]", "");
                table.row(
                        Table.text(key, "id"),
                        Table.text(key, "role"),
                        apps,
                        Table.text(key, "expiresAt"),
                        Table.text(key, "name"));
            }
            table.print(out());
            if (list.path("next").isString()) say("there are more: --after " + Table.text(list, "next"));
        }
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Makes a key and writes it to standard output, this once.")
    static final class Create extends ServerCommand {
        @Option(names = "--name", required = true, description = "Who or what it is for, such as ci.")
        private String name = "";

        @Option(names = "--role", required = true, description = "viewer, uploader, publisher or admin.")
        private String role = "";

        @Option(names = "--app", description = "The only app it is for; may be given again. Default: all apps.")
        private List<String> apps = List.of();

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "When it stops working, such as 2030-01-31T12:00:00Z.")
        private @Nullable String expires;

        Create(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void ask(Server server) {
            Map<String, Object> wanted = new LinkedHashMap<>();
            wanted.put("name", name);
            wanted.put("role", role);
            wanted.put("apps", apps);
            if (expires != null) wanted.put("expiresAt", expires);
            JsonNode made = server.send("POST", "/api/keys", wanted).body();
            show(made, () -> {
                say("made key " + Table.text(made, "id") + "; what follows is shown this once");
                out().println(Table.text(made, "key"));
            });
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Deletes a key. Requests with it are refused from then on.")
    static final class Delete extends ServerCommand {
        @Parameters(paramLabel = "ID", description = "The key's id, as patchbay keys list shows it.")
        private String id = "";

        Delete(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void ask(Server server) {
            server.send("DELETE", Server.path("/api/keys", id), null);
            say("deleted key " + Table.plain(id));
        }
    }
}
