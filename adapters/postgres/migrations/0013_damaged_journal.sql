-- why: what of a bot's journal could not be read (a disk that lied) is lost, and the staff has to know of it.
-- rollback: alter table community_os_instance.bots drop column damaged_bytes. A running bot says it again.

alter table community_os_instance.bots add column damaged_bytes bigint not null default 0;
