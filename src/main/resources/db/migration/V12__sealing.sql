-- keys that ship inside builds of an app, so that these can open sealed bytes; kept wrapped by the server's secret
create table seal_keys (
    id          varchar(80)              not null primary key,
    app_name    varchar(64)              not null,
    key_version integer                  not null,
    wrapped_key varchar(64),
    created_at  timestamp with time zone not null,
    created_by  varchar(100)             not null,
    retired_at  timestamp with time zone,
    constraint seal_keys_version unique (app_name, key_version)
);
