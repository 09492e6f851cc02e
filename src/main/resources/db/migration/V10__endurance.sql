-- how far reading all stored bytes again has come: one row
create table scrub_rounds (
    id          int                      not null primary key,
    after_sha256 varchar(64)             not null,
    finished_at timestamp with time zone
);

insert into scrub_rounds (id, after_sha256) values (1, '');

-- answers to requests with an Idempotency-Key, given again when the request is repeated
create table remembered_answers (
    key_id      varchar(64)              not null,
    request_key varchar(255)             not null,
    fingerprint varchar(64)              not null,
    status      int                      not null,
    location    varchar(500),
    etag        varchar(100),
    body        text                     not null,
    created_at  timestamp with time zone not null,
    primary key (key_id, request_key)
);

create index remembered_answers_by_age on remembered_answers (created_at);
