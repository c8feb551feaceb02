-- why: roles are kept as spans now, and who leaves loses them. A leave therefore ends roles too: those that were
--      folded before are marked likewise, so that a replay of the log finds what was folded live.
-- rollback: delete from community_os.span_marks where family = 'role'; delete from community_os.spans where family =
--           'role'; each with row level security not forced, as below.

-- Every guild at once, which only an owner may whom the policies do not bind.
alter table community_os.span_marks no force row level security;

insert into community_os.span_marks (guild_id, key, at, channel, member_no, inferred, family, kind)
select guild_id, key, at, channel, member_no, inferred, 'role', kind
from community_os.span_marks
where family = 'membership' and kind = 'member_left'
on conflict do nothing;

alter table community_os.span_marks force row level security;
