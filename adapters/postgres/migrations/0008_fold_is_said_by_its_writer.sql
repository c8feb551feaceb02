-- why: which version of the fold counted a guild is known only to the program that counts it. While an update runs
--      an older program may still meet a new guild: it does not say its version, and must not be taken for today's.
-- rollback: alter table community_os.guild_profile alter column fold set default 2.

alter table community_os.guild_profile alter column fold set default 1;
