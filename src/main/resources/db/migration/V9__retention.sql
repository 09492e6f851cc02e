-- when retention removed a release's bytes
alter table releases add column bytes_gone_at timestamp with time zone;

-- releases that nothing needs, and since when that is known
create table retention_marks (
    release_id bigint                   not null primary key references releases (id),
    since      timestamp with time zone not null
);
