-- how releases are widened: one row for each that has a plan
create table plans (
    release_id       bigint        not null primary key references releases (id),
    row_version      bigint        not null,
    app_name         varchar(64)   not null,
    steps            varchar(1000) not null,
    max_failure_rate integer,
    min_devices      bigint        not null,
    state            varchar(9)    not null,
    step             integer       not null,
    since            timestamp with time zone,
    clock_from       timestamp with time zone,
    soaked_millis    bigint        not null,
    reason           varchar(500)  not null
);

create index plans_by_state on plans (state, release_id);

-- when releases of an app are halted; apps without a row follow the server's settings
create table halt_rules (
    app_name         varchar(64) not null primary key references apps (name),
    row_version      bigint      not null,
    action           varchar(8)  not null,
    max_failure_rate integer     not null,
    min_devices      bigint      not null
);

-- the last halt of a release, with the numbers of that time
create table halts (
    release_id  bigint                   not null primary key references releases (id),
    row_version bigint                   not null,
    halted_at   timestamp with time zone not null,
    failed      bigint                   not null,
    devices     bigint                   not null
);
