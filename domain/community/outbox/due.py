"""What Discord is to be told of an event now."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.community.events.answers import Seats
from domain.community.events.event import Event, Status
from domain.community.outbox.posting import Posting
from domain.community.outbox.wanted import Announced, Called, Mirrored, digest_of, digest_of_call
from domain.community.settings import GuildSettings
from domain.kernel.ids import snowflake_instant


@attrs.frozen(kw_only=True)
class OutboxRules:
    """Thresholds of what Discord is told, each with its reason."""

    lead: timedelta = timedelta(seconds=30)
    """Discord lists only what lies ahead; what begins sooner would be refused."""

    series_announced: timedelta = timedelta(days=7)
    """Of a series the next occurrence is announced: weeks of the same event at once nobody reads."""

    series_listed: timedelta = timedelta(days=14)
    """Discord lists a hundred events at most, and a daily series is not to fill its list."""

    looks_back: timedelta = timedelta(days=2)
    """Of what was over before then Discord is told nothing any more."""

    looks_ahead: timedelta = timedelta(days=400)


RULES: Final = OutboxRules()


def listing(event: Event, posting: Posting, now: datetime, rules: OutboxRules = RULES) -> Mirrored | None:
    """What Discord's own list is to show now, where it does not yet.

    What was found there, and is as Discord itself or the clock left it, is shown there already.
    """
    found_there = event.discord_id == event.event_id
    untouched = found_there and (event.version == 1 or event.changed_by is None)
    if untouched or posting.shows(event.version):
        return None
    if event.discord_id is None:
        far = event.series is not None and event.plan.starts_at > now + rules.series_listed
        ahead = event.status is Status.PLANNED and event.plan.starts_at > now + rules.lead
        if far or not ahead:
            return None
    wanted = Mirrored.of(event)
    return wanted if posting.is_due(digest_of(wanted), now) else None


def announcing(
    event: Event,
    seats: Seats,
    posting: Posting,
    settings: GuildSettings,
    now: datetime,
    rules: OutboxRules = RULES,
) -> Announced | None:
    """What its announcement is to say now, where it does not yet; one that is there is kept current."""
    if posting.thing is None:
        late = event.over or (event.plan.ends_at or event.plan.starts_at) <= now
        early = event.series is not None and event.plan.starts_at > now + rules.series_announced
        if late or early or not settings.announcement_channel:
            return None
    wanted = Announced.of(event, seats)
    return wanted if posting.is_due(digest_of(wanted), now) else None


def reminding(
    event: Event,
    seats: Seats,
    posting: Posting,
    settings: GuildSettings,
    now: datetime,
) -> Called | None:
    """Whom to call now: those with a place, once, before it begins.

    Who planned it within that time needs no reminder of it, nor do others.
    """
    at = event.plan.starts_at - timedelta(minutes=settings.reminder_minutes)
    soon = event.status is Status.PLANNED and at <= now < event.plan.starts_at
    wanted_at_all = settings.reminder_minutes > 0 and settings.announcement_channel and seats.going
    if not (soon and wanted_at_all) or snowflake_instant(event.event_id) >= at:
        return None
    wanted = Called.reminding(event, seats)
    return wanted if posting.is_due(digest_of_call(wanted, posting.told), now) else None


def freeing(
    event: Event,
    seats: Seats,
    posting: Posting,
    settings: GuildSettings,
    now: datetime,
) -> Called | None:
    """Who waited when it was last looked, and has a place now; and who waits by now."""
    waiting = tuple(one.member_no for one in seats.waiting)
    ahead = event.status is Status.PLANNED and event.plan.starts_at > now
    if waiting == posting.waiting or not ahead or not settings.announcement_channel:
        return None
    freed = tuple(one.member_no for one in seats.going if one.member_no in posting.waiting)
    wanted = Called.about(event, freed, freed=True, waiting=waiting)
    return wanted if posting.is_due(digest_of_call(wanted, posting.told), now) else None
