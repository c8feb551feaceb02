-- why: two clocks lie between what was read from Discord's archive and what was heard live, so around the beginning of
--      a listening nothing is believed to be covered. Of a channel that was read without a hole while that listening
--      went on it is known for certain; without a note of it each active channel would cost a request again.
-- rollback: alter table community_os.backfill_channels drop column joined; it then costs those requests.

alter table community_os.backfill_channels add column joined timestamptz;
