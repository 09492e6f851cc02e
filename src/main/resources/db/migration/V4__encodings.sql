create sequence encodings_seq start with 1 increment by 1;

-- a row with neither bytes nor a reason waits for its job
create table encodings (
    id             bigint                   not null primary key,
    row_version    bigint                   not null,
    content_sha256 varchar(64)              not null,
    coding         varchar(8)               not null,
    sha256         varchar(64),
    size_bytes     bigint,
    reason         varchar(500),
    created_at     timestamp with time zone not null,
    updated_at     timestamp with time zone not null,
    constraint encodings_pair unique (content_sha256, coding)
);
