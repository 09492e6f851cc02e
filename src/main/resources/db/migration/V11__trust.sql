-- the versions of an app's keys of trust, as they were signed; an app may have them before its first upload
create table trust_keys (
    id         bigint                   not null primary key,
    app_name   varchar(64)              not null,
    version    integer                  not null,
    document   text                     not null,
    signatures text                     not null,
    added_at   timestamp with time zone not null,
    added_by   varchar(100)             not null,
    constraint trust_keys_version unique (app_name, version)
);

create sequence trust_keys_seq start with 1 increment by 1;

-- what an app's makers signed for a release, as they signed it; one that names several platforms stands with each release
create table statements (
    id             bigint                   not null primary key,
    release_id     bigint                   not null references releases (id),
    app_name       varchar(64)              not null,
    platform       varchar(16)              not null,
    sha256         varchar(64)              not null,
    sequence       bigint                   not null,
    package_sha256 varchar(64)              not null,
    document       text                     not null,
    signatures     text                     not null,
    added_at       timestamp with time zone not null,
    added_by       varchar(100)             not null,
    constraint statements_release unique (release_id, sha256)
);

create sequence statements_seq start with 1 increment by 1;

create index statements_by_hash on statements (app_name, sha256);
create index statements_by_line on statements (app_name, platform, sequence);
