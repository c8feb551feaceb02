-- why: of days whose raw records were gone before commands were counted, nobody can say any more who ran which. They
--      read as days on which nobody ran one: a guild says since when its commands are known, as it does of channels.
-- rollback: alter table community_os.guild_profile drop column commands_since; such days then read as silent again.

alter table community_os.guild_profile add column commands_since integer;
