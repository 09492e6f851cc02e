-- whom to tell; the secret is kept as it is, because each delivery is signed with it
create table webhooks (
    id         varchar(16)              not null primary key,
    url        varchar(2000)            not null,
    app_name   varchar(64) references apps (name),
    events     varchar(500)             not null,
    secret     varchar(64)              not null,
    created_at timestamp with time zone not null,
    created_by varchar(100)             not null
);

create sequence webhook_deliveries_seq start with 1 increment by 1;

-- what is to be told, and what became of it: the outbox and the log in one
create table webhook_deliveries (
    id           bigint                   not null primary key,
    row_version  bigint                   not null,
    webhook_id   varchar(16)              not null references webhooks (id) on delete cascade,
    event        varchar(40)              not null,
    body         text                     not null,
    state        varchar(9)               not null,
    attempts     int                      not null,
    status       int,
    error        varchar(300),
    created_at   timestamp with time zone not null,
    attempted_at timestamp with time zone
);

create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, id);
