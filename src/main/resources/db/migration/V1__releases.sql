create table apps (
    name       varchar(64)              not null primary key,
    created_at timestamp with time zone not null
);

create sequence releases_seq start with 1 increment by 1;

create table releases (
    id                  bigint                   not null primary key,
    row_version         bigint                   not null,
    app_name            varchar(64)              not null references apps (name),
    platform            varchar(8)               not null,
    version             varchar(100)             not null,
    version_key         varchar(160)             not null,
    match_rule          varchar(8)               not null,
    js_version          varchar(32)              not null,
    original_js_version varchar(32),
    package_timestamp   bigint                   not null,
    eros                boolean                  not null,
    embedded            boolean                  not null,
    packaging           varchar(8)               not null,
    js_path             varchar(2000),
    sha256              varchar(64),
    md5                 varchar(32),
    size_bytes          bigint,
    state               varchar(9)               not null,
    published_at        timestamp with time zone,
    rolled_back         boolean                  not null,
    rollout             integer                  not null,
    salt                varchar(32)              not null,
    allow_list          text                     not null,
    tag_rule            text                     not null,
    priority            varchar(8)               not null,
    deadline            timestamp with time zone,
    notes               text                     not null,
    pinned              boolean                  not null,
    created_at          timestamp with time zone not null,
    created_by          varchar(100)             not null,
    constraint releases_identity unique (app_name, platform, version_key, js_version)
);

create index releases_newest on releases (app_name, platform, package_timestamp, id);

-- byte contents beside the one a release hands out: the uploaded original of a stored package, a second packing
-- that was shipped embedded, what was handed out before a rollback
create table known_contents (
    release_id bigint      not null references releases (id),
    origin     varchar(8)  not null,
    js_version varchar(32) not null,
    sha256     varchar(64) not null,
    md5        varchar(32) not null,
    size_bytes bigint      not null,
    primary key (release_id, sha256)
);
