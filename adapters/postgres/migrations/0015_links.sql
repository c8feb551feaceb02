-- why: a person may have an account of each of several worlds. That an account is somebody's is one row, read over
--      whatever was recorded: taking it away leaves every reading as it was before. The keys say 1:1: an account has
--      one person, and a person one account of a world. One-time codes prove that somebody holds an account; only
--      their keyed hash is kept.
-- rollback: drop table community_os.member_alias, community_os.link_codes; drop index
--      community_os.identities_by_link. Linked accounts are then read as people of their own again.

create table community_os.member_alias (
    guild_id     bigint      not null,
    since        timestamptz not null,
    member_no    integer     not null,
    canonical_no integer     not null,
    linked_by    integer,
    source       text        collate "C" not null check (source <> 'discord'),
    proved_by    text        collate "C" not null check (proved_by in ('supabase', 'code', 'staff', 'import')),
    primary key (guild_id, member_no),
    unique (guild_id, canonical_no, source),
    check (member_no <> canonical_no),
    foreign key (guild_id, member_no) references community_os.members (guild_id, member_no),
    foreign key (guild_id, canonical_no) references community_os.members (guild_id, member_no)
);

create table community_os.link_codes (
    guild_id   bigint      not null,
    hash       uuid        not null,
    expires_at timestamptz not null,
    member_no  integer     not null,
    primary key (guild_id, hash),
    unique (guild_id, member_no)
);

-- Accounts that only a link told of: pages leave them out until they do something.
create index identities_by_link on community_os.identities (guild_id, member_no) where proved_by = 'link';

alter table community_os.member_alias alter column guild_id set statistics 0;
alter table community_os.member_alias enable row level security;
alter table community_os.member_alias force row level security;
create policy one_guild on community_os.member_alias
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update, delete on community_os.member_alias to community_app;

alter table community_os.link_codes alter column guild_id set statistics 0;
alter table community_os.link_codes enable row level security;
alter table community_os.link_codes force row level security;
create policy one_guild on community_os.link_codes
    using (guild_id = nullif(current_setting('app.guild_id', true), '')::bigint);
grant select, insert, update, delete on community_os.link_codes to community_app;
