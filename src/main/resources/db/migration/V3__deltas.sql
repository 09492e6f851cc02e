create sequence deltas_seq start with 1 increment by 1;

create table deltas (
    id              bigint                   not null primary key,
    row_version     bigint                   not null,
    release_id      bigint                   not null references releases (id),
    app_name        varchar(64)              not null,
    platform        varchar(8)               not null,
    base_release_id bigint                   not null references releases (id),
    base_js_version varchar(32)              not null,
    base_sha256     varchar(64),
    target_sha256   varchar(64),
    name            varchar(32)              not null,
    state           varchar(8)               not null,
    size_bytes      bigint,
    sha256          varchar(64),
    reason          varchar(500),
    created_at      timestamp with time zone not null,
    updated_at      timestamp with time zone not null,
    constraint deltas_pair unique (release_id, base_js_version, base_sha256)
);

create index deltas_by_line on deltas (app_name, platform);
create index deltas_by_contents on deltas (base_sha256, target_sha256);

create table scheduled_tasks (
    task_name            varchar(100)             not null,
    task_instance        varchar(100)             not null,
    task_data            bytea,
    execution_time       timestamp with time zone,
    picked               boolean                  not null,
    picked_by            varchar(50),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures int,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    state                varchar(20),
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time asc);
