package dev.patchbay.storage;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Before anything is served from a bucket: whether this server can work with it, and whose it is. */
final class BucketCheck {
    /** The object that says whose the others are. */
    private static final String MARK = "patchbay.txt";

    private static final String OWNER = "installation: ";

    private final Bucket bucket;
    private final S3Client client;
    private final S3Settings settings;

    BucketCheck(Bucket bucket, S3Client client, S3Settings settings) {
        this.bucket = bucket;
        this.client = client;
        this.settings = settings;
    }

    /**
     * Tries what this server has to be able to do: to see the bucket, to look for an object, to read one and to write one. The
     * object says whose the bucket is: who sweeps in another installation's would remove all its packages.
     *
     * @param installation by its database; empty to leave open whose the bucket is
     * @return whose it was before; empty when nobody said so
     * @throws StartRefused with a sentence that says what is wrong
     */
    String requireUsable(String installation) {
        String step = "seen";
        try {
            bucket.probe();
            step = "listed";
            client.listObjectsV2(list ->
                    list.bucket(settings.bucket()).prefix(settings.prefix()).maxKeys(1));
            step = "read";
            String owner = owner();
            if (!owner.isEmpty() && !installation.isEmpty() && !owner.equals(installation)) throw foreign();
            step = "written";
            String mark = "Packages of a Patchbay; those that its database does not name are removed.\n" + OWNER
                    + (owner.isEmpty() ? installation : owner) + "\n";
            client.putObject(
                    put -> put.bucket(settings.bucket()).key(settings.prefix() + MARK), RequestBody.fromString(mark));
            return owner;
        } catch (S3Exception e) {
            throw new StartRefused(refusal(e, step), e);
        } catch (SdkClientException e) {
            throw new StartRefused(unreachable(e), e);
        }
    }

    private String owner() {
        try {
            return client.getObjectAsBytes(get -> get.bucket(settings.bucket()).key(settings.prefix() + MARK))
                    .asUtf8String()
                    .lines()
                    .filter(line -> line.startsWith(OWNER))
                    .map(line -> line.substring(OWNER.length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (S3Exception e) {
            if (e.statusCode() == 404) return "";
            throw e;
        }
    }

    private StartRefused foreign() {
        return new StartRefused("In " + settings.place() + " lie the packages of an installation with another database;"
                + " name a bucket or a patchbay.storage.s3.prefix of this one's own, check spring.datasource.url, or, if"
                + " this database takes that one's place, remove the object " + settings.prefix() + MARK + ".");
    }

    private String unreachable(SdkClientException e) {
        return String.valueOf(e.getMessage()).contains("credentials")
                ? "No credentials for " + settings.place()
                        + " were found; give them the SDK's usual way, for instance as"
                        + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                : "Cannot reach " + settings.place()
                        + "; check patchbay.storage.s3.endpoint and whether the store runs.";
    }

    private String refusal(S3Exception e, String step) {
        if (e.statusCode() == 404) {
            return "There is no " + settings.place().substring("the ".length())
                    + "; make it, or mend patchbay.storage.s3.bucket.";
        }
        if (e.statusCode() == 301 || e.statusCode() == 400) {
            return "The store refuses questions about " + settings.place()
                    + "; check patchbay.storage.s3.region and patchbay.storage.s3.path-style.";
        }
        if (e.statusCode() == 403 || e.statusCode() == 401) {
            return "This server's credentials do not suffice for " + settings.place() + ": it cannot be " + step
                    + "; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the key's rights (docs/cluster.md lists"
                    + " them).";
        }
        return "The store answers " + e.statusCode() + " when asked for " + settings.place()
                + "; look into its log, and start this server again when it is well.";
    }
}
