-- what happened to a release within an hour, within a day, and in all (one row that starts in 1970)
create table report_counts (
    release_id          bigint                   not null references releases (id) on delete cascade,
    step                varchar(5)               not null,
    starts_at           timestamp with time zone not null,
    offered_full        bigint                   not null,
    offered_delta       bigint                   not null,
    downloaded_full     bigint                   not null,
    downloaded_delta    bigint                   not null,
    installed_full      bigint                   not null,
    installed_delta     bigint                   not null,
    failed_full         bigint                   not null,
    failed_delta        bigint                   not null,
    unbound_downloaded  bigint                   not null,
    unbound_installed   bigint                   not null,
    unbound_failed      bigint                   not null,
    bytes_saved         bigint                   not null,
    primary key (release_id, step, starts_at)
);

create index report_counts_by_age on report_counts (step, starts_at);

-- how many different devices: one sketch of fixed size, whatever their number
create table report_sketches (
    release_id bigint     not null references releases (id) on delete cascade,
    kind       varchar(9) not null,
    sketch     bytea      not null,
    primary key (release_id, kind)
);

-- which devices asked on a day while they had the release; release 0: all that asked, whatever they had
create table seen_sketches (
    app_name   varchar(64) not null references apps (name) on delete cascade,
    platform   varchar(8)  not null,
    release_id bigint      not null,
    seen_on    date        not null,
    sketch     bytea       not null,
    primary key (app_name, platform, release_id, seen_on)
);

create index seen_sketches_by_age on seen_sketches (seen_on);

create table failure_groups (
    release_id  bigint                   not null references releases (id) on delete cascade,
    fingerprint varchar(16)              not null,
    example     varchar(200)             not null,
    reports     bigint                   not null,
    first_at    timestamp with time zone not null,
    last_at     timestamp with time zone not null,
    primary key (release_id, fingerprint)
);

create index failure_groups_by_age on failure_groups (last_at);

-- devices that could not install a release; the device as a salted hash
create table strikes (
    release_id bigint                   not null references releases (id) on delete cascade,
    device     bigint                   not null,
    struck_at  timestamp with time zone not null,
    primary key (release_id, device)
);

create index strikes_by_age on strikes (struck_at);

-- deltas that failed, and on which device and network they did so first
create table delta_failures (
    sha256     varchar(64)              not null primary key,
    release_id bigint                   not null references releases (id) on delete cascade,
    device     bigint                   not null,
    network    bigint                   not null,
    failed_at  timestamp with time zone not null,
    failed     bigint                   not null,
    worked     bigint                   not null
);

create index delta_failures_by_age on delta_failures (failed_at);
