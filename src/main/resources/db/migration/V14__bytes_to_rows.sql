-- from damaged bytes to what they belong to
create index releases_by_bytes on releases (sha256);
create index encodings_by_bytes on encodings (sha256);
