create table api_keys (
    id         varchar(16)              not null primary key,
    name       varchar(100)             not null,
    role       varchar(9)               not null,
    apps       varchar(16000)           not null,
    hash       varchar(64)              not null,
    expires_at timestamp with time zone,
    created_at timestamp with time zone not null,
    created_by varchar(100)             not null,
    constraint api_keys_hash unique (hash)
);
