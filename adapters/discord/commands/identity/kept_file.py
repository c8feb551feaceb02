"""Everything that is kept of somebody as a file that programs and people can read."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from application.insights.member.kept import Kept
from domain.community.members import shown_name
from domain.community.spans import Span

MOST_SPANS: Final = 20_000
"""Of longer lists the latest are given: a file has to fit into a message of Discord."""


def as_json(kept: Kept) -> bytes:
    """Ids are strings, since they do not fit every JSON number; instants are UTC."""
    own = kept.accounts.own
    return json.dumps(
        {
            "community": kept.community,
            "you": {
                "name": shown_name(kept.accounts.member),
                "member_number": kept.accounts.member.member_no,
                "discord_id": own.external_id if own else None,
            },
            "accounts": [
                {
                    "source": one.account.source,
                    "id": one.account.external_id,
                    "proved_by": one.link.proved_by,
                    "since": _instant(one.link.since),
                }
                for one in kept.accounts.linked
            ],
            "days": [{"day": day.day, **day.counts} for day in kept.days],
            "membership": _spans(kept, kept.memberships, None),
            "roles": _spans(kept, kept.roles, "role"),
            "voice": _spans(kept, kept.voice, "channel"),
            "answers_to_events": [
                {"event": str(one.channel), "answer": one.kind, "at": _instant(one.at)}
                for one in kept.answers[-MOST_SPANS:]
            ],
            "attended": [
                {"event": str(one.event), "seconds": one.seconds, "from": _instant(one.first_join)}
                for one in kept.events
            ],
            "explained": (
                "Each message, reaction and stay in voice is also kept as a record of its own: by your "
                "member number, without what was written or said. The days above are their sums."
            ),
        },
        indent=1,
        ensure_ascii=False,
    ).encode()


def _spans(kept: Kept, spans: Iterable[Span], place: str | None) -> list[dict[str, Any]]:
    latest = list(spans)[-MOST_SPANS:]
    return [
        ({place: _place(kept, span, place)} if place else {})
        | {"from": _instant(span.start), "to": _instant(span.end)}
        for span in latest
    ]


def _place(kept: Kept, span: Span, kind: str) -> str | None:
    if kind == "channel" and span.channel in kept.channels:
        return kept.channels[span.channel].name
    return None if span.channel is None else str(span.channel)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
