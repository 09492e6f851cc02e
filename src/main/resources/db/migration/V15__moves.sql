-- the installation that is being carried into this database, or was: no node starts before it has come whole
create table moves (
    id          varchar(36)              not null primary key,
    began_at    timestamp with time zone not null,
    finished_at timestamp with time zone
);

create index moves_by_end on moves (finished_at);
