-- why: who changed the settings in Discord is a member, and the name of a member is kept nowhere but with the members:
--      their number is kept here, so that an erasure leaves no name behind.
-- rollback: alter table community_os.guild_settings drop column changed_by_member; the history then shows "#7".

alter table community_os.guild_settings add column changed_by_member integer;
