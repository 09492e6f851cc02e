package dev.patchbay.client;

import java.text.ParseException;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** A signed document's members by name, each with the type it must have. Members that nobody asks for are passed over. */
final class Document {
    static final int MOST_BYTES = 64 * 1024;
    /** The greatest integer that every JSON reader keeps exactly. */
    static final long MOST = (1L << 53) - 1;

    private final Map<String, Object> members;

    private Document(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a document of a type in format 1.
     *
     * @throws Refused when it is none
     */
    static Document read(byte[] bytes, String type) throws Refused {
        Document document = new Document(Json.object(bytes, MOST_BYTES));
        if (!document.text("type").equals(type)) throw new Refused("not a document of type " + type);
        if (document.number("format", 1) != 1) throw new Refused("a format that this app does not know");
        return document;
    }

    static Document of(Map<String, Object> members) {
        return new Document(members);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) throws Refused {
        Object value = members.get(name);
        if (!(value instanceof String)) throw new Refused(name + " is missing or no string");
        return (String) value;
    }

    String hex(String name, int digits) throws Refused {
        String text = text(name);
        if (text.length() != digits || !text.matches("[0-9a-f]*")) throw new Refused(name + " is malformed");
        return text;
    }

    long number(String name, long least) throws Refused {
        Object value = members.get(name);
        if (!(value instanceof Long)) throw new Refused(name + " is missing or no whole number");
        long number = (Long) value;
        if (number < least || number > MOST) throw new Refused(name + " is out of range");
        return number;
    }

    /** Milliseconds since 1970 of a time such as 2026-01-31T12:00:00Z. */
    long time(String name) throws Refused {
        String text = text(name);
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")) {
            throw new Refused(name + " is no time");
        }
        SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        format.setLenient(false);
        Date date = format.parse(text, new ParsePosition(0));
        if (date == null) throw new Refused(name + " is no time", new ParseException(name, 0));
        return date.getTime();
    }

    Document child(String name) throws Refused {
        Object value = members.get(name);
        if (!(value instanceof Map)) throw new Refused(name + " is missing or no object");
        return new Document(Json.asObject(value));
    }

    List<Document> children(String name, int most) throws Refused {
        List<Document> children = new ArrayList<>();
        for (Object item : list(name, most)) children.add(new Document(Json.asObject(item)));
        return children;
    }

    List<String> texts(String name, int most) throws Refused {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name, most)) {
            if (!(item instanceof String)) throw new Refused(name + " holds something else than strings");
            texts.add((String) item);
        }
        return texts;
    }

    private List<?> list(String name, int most) throws Refused {
        Object value = members.get(name);
        if (!(value instanceof List) || ((List<?>) value).size() > most) {
            throw new Refused(name + " is missing, no list or too long");
        }
        return (List<?>) value;
    }
}
