-- why: whoever changed the settings under a name that they typed, and is forgotten, is not to be named by the history.
--      Versions are else never changed, so only that one column may be.
-- rollback: revoke update (changed_by) on community_os.guild_settings from community_app.

grant update (changed_by) on community_os.guild_settings to community_app;
