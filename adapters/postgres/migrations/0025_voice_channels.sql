-- why: an event takes place where people talk by voice: whoever plans one should not have to look for these channels
--      among all the others.
-- rollback: alter table community_os.channels drop column voice; all channels are then offered again.

alter table community_os.channels add column voice boolean;
