create table audit_entries (
    id         bigint                   not null primary key,
    at         timestamp with time zone not null,
    actor      varchar(100)             not null,
    key_id     varchar(64),
    address    varchar(64),
    action     varchar(40)              not null,
    app_name   varchar(64),
    subject    varchar(100)             not null,
    before     text                     not null,
    after      text                     not null,
    hash       varchar(64)              not null
);

create index audit_entries_by_app on audit_entries (app_name, id);

-- the chain's end: one row, locked by whoever adds a link
create table audit_head (
    id      int         not null primary key,
    entries bigint      not null,
    hash    varchar(64) not null
);

insert into audit_head (id, entries, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
