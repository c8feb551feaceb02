"""Talk: who writes when and where, who answers whom, and who puts an emoji on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import attrs
import numpy as np

from adapters.simulation.arena.chance import Concern, stream
from adapters.simulation.arena.people import Member
from adapters.simulation.arena.place import INTRODUCTIONS, PICTURES, TEXT_CHANNELS, text_channel
from domain.kernel.ids import first_snowflake_at

_WEEKDAYS: Final = (0.85, 0.95, 0.95, 1.0, 1.25, 1.4, 1.2)
"""Monday to Sunday: people play at the weekend."""

# fmt: off
_AWAKE: Final = np.array([
    1.0, 0.95, 0.85, 0.6, 0.35, 0.15, 0.06, 0.03, 0.02, 0.02, 0.04, 0.1,
    0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.4, 0.45, 0.55, 0.7, 0.85, 0.95,
])
# fmt: on
"""How likely somebody writes so many hours after their best hour of the day."""

_CHANNEL_SHARES: Final = [share for _, share in TEXT_CHANNELS]
_ANSWERS: Final = 0.3
_EMOJIS: Final = ("👍", "😂", "🔥", "❤️", "🎉", "😮", "💯", "👀", "🏆")


@attrs.frozen(kw_only=True, eq=False)
class Post:
    """A message, and the one it answers."""

    message: int
    at: datetime
    author: Member
    channel: int
    length: int
    attachments: int
    answers: "Post | None" = None


class _Draft(NamedTuple):
    second: float
    author: Member
    channel: int


def day_of_posts(seed: int, day: int, midnight_at: datetime, there: Sequence[Member]) -> list[Post]:
    """The messages of a day in order; some answer one of the last few in their channel."""
    drafts = sorted(
        (draft for each in there for draft in _drafts(seed, day, midnight_at.weekday(), each)),
        key=lambda draft: (draft.second, draft.author.number),
    )
    draw = stream(seed, Concern.ANSWERING, day=day)
    chances, lengths = draw.random(len(drafts)), draw.lognormal(3.6, 0.9, len(drafts))
    pictures, picks = draw.random(len(drafts)), draw.integers(1, 7, len(drafts))
    recent: dict[int, list[Post]] = defaultdict(list)
    posts = []
    for index, draft in enumerate(drafts):
        at = midnight_at + timedelta(milliseconds=int(draft.second * 1000))
        earlier = [
            post for post in recent[draft.channel][-int(picks[index]) :] if post.author is not draft.author
        ]
        post = Post(
            message=first_snowflake_at(at) | index,
            at=at,
            author=draft.author,
            channel=text_channel(draft.channel),
            length=1 + int(lengths[index]),
            attachments=int(pictures[index] < (0.5 if draft.channel in PICTURES else 0.04)),
            answers=earlier[0] if earlier and chances[index] < _ANSWERS else None,
        )
        recent[draft.channel].append(post)
        posts.append(post)
    return posts


def _drafts(seed: int, day: int, weekday: int, author: Member) -> list[_Draft]:
    draw = stream(seed, Concern.WRITING, person=author.number, day=day)
    first_day = day == author.joined
    if not first_day and draw.random() > author.archetype.present:
        return []
    count = int(draw.poisson(author.archetype.messages * author.vigour(day) * _WEEKDAYS[weekday]))
    awake = np.roll(_AWAKE, author.evening)
    hours = draw.choice(24, size=count, p=awake / awake.sum())
    seconds = hours * 3600 + draw.random(count) * 3600
    channels = draw.choice(len(_CHANNEL_SHARES), size=count, p=_CHANNEL_SHARES)
    if first_day:  # nobody writes before they have joined; most say hello
        seconds = seconds[seconds > author.joined_at * 86_000]
        channels = channels[: len(seconds)]
        channels[:1] = INTRODUCTIONS
    return [
        _Draft(float(second), author, int(channel)) for second, channel in zip(seconds, channels, strict=True)
    ]


def reactions_to(
    seed: int, day: int, posts: Sequence[Post], there: Sequence[Member]
) -> Iterator[tuple[Post, Member, str, datetime]]:
    """Who reacts to what, with which emoji, and when: soon, and each person once with each emoji."""
    if not posts or not there:
        return
    draw = stream(seed, Concern.REACTING, day=day)
    eager = np.array([each.archetype.reacts * each.archetype.present * each.vigour(day) for each in there])
    eager /= eager.sum()
    charm = draw.lognormal(-1.3, 1.0, len(posts))
    for post, count in zip(posts, draw.poisson(charm), strict=True):
        if not count:
            continue
        reactors = np.unique(draw.choice(len(there), size=min(int(count), 12), p=eager))
        emojis = draw.choice(len(_EMOJIS), size=2)
        for reactor in reactors:
            who = there[int(reactor)]
            late = timedelta(seconds=5 + int(draw.exponential(900)))
            if who is not post.author and who.joined < day:
                yield post, who, _EMOJIS[int(emojis[int(draw.integers(2))])], post.at + late
