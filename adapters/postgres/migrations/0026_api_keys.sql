-- why: other programs read over the API, each with a key of its own that can be taken away alone. Only the keyed
--      hash of a key is kept: who reads this table cannot use what is in it.
-- rollback: drop table community_os_instance.api_keys. Every key has to be made again.

create table community_os_instance.api_keys (
    id         text        collate "C" not null primary key,
    name       text        not null,
    hash       bytea       not null,
    scopes     text[]      not null,
    guild_id   bigint,
    per_minute integer     not null,
    created_at timestamptz not null,
    created_by text        not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    used_at    timestamptz,
    constraint api_keys_id check (id ~ '^[0-9a-f]{8}$'),
    constraint api_keys_hash check (length(hash) = 16)
) with (fillfactor = 70);

grant select, insert, update on community_os_instance.api_keys to community_app;
