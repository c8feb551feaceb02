"""The words of the field in plain ones: docs/GLOSSARY.md and the explanations on pages are made of them."""

import re
from typing import Final

import attrs


@attrs.frozen
class Term:
    """A word, what it means to somebody who never heard it, and how it is computed where that is more.

    `also` are other forms of the word.
    """

    word: str
    plain: str
    exactly: str = ""
    also: tuple[str, ...] = ()


GLOSSARY: Final[tuple[Term, ...]] = (
    Term(
        "active",
        "Did at least one of the things that count as taking part here: by default wrote, reacted, "
        "joined voice, came to an event or ran a tracked command.",
        "The settings `qualifying` and `tracked_commands` say what counts.",
        ("qualifying activity", "qualifying activities"),
    ),
    Term(
        "adoption",
        "How many of those who could use something do use it.",
        "People who used it / people who were active in the same time.",
    ),
    Term(
        "alumni",
        "Who was part of the community: they left, or they went silent for long.",
        "The segments left and inactive; `inactive_days` says after how many days.",
    ),
    Term(
        "attendance",
        "Being at an event for long enough that it counts.",
        "In the event's voice channels within its time, at least as many minutes in all as the event "
        "asks for.",
        ("attendances", "attended", "attendees"),
    ),
    Term(
        "backfill",
        "Reading what happened before the bot was there, or while it was away.",
        also=("backfilled",),
    ),
    Term(
        "churn",
        "People being lost. Hard: they left, were kicked or banned. Soft: they are still here, but silent.",
        "Hard: left in the period / members at its start. Soft: active in the period before, silent in "
        "this one and still a member / active in the period before. The two are never added together.",
    ),
    Term(
        "cohort",
        "People who began at the same time, such as all who joined in one week, followed together from "
        "then on.",
        "Only the first time counts: nobody is in two cohorts.",
        ("cohorts",),
    ),
    Term(
        "coverage",
        "The part of a time in which somebody was listening. What was not heard is unknown, and not zero.",
        "Of the families of facts that a number needs, the least; of each the share of the time that any"
        " source heard.",
        ("covered",),
    ),
    Term(
        "DAU",
        "How many people take part on a usual day (daily active users).",
        "The mean over the days that were heard.",
        ("daily active members",),
    ),
    Term(
        "dead letter",
        "A record that could not be kept, put aside with the reason until somebody mends it.",
        also=("dead letters",),
    ),
    Term(
        "denominator",
        "The lower number of a ratio: of how many.",
    ),
    Term(
        "dormant",
        "Took part in the period before and not in this one.",
        also=("gone silent",),
    ),
    Term(
        "funnel",
        "The steps that newcomers take one after another, and how many get as far as each.",
    ),
    Term(
        "interval",
        "From where to where the true number may well lie: of few people a share jumps by mere chance.",
        "The 95% interval after Wilson: of a hundred such intervals about 95 hold the true share.",
        ("Wilson", "Wilson interval", "95% interval", "confidence interval"),
    ),
    Term(
        "KPI",
        "A number that is watched because decisions hang on it (key performance indicator).",
        also=("KPIs",),
    ),
    Term(
        "lag",
        "How late something was told after it had happened.",
    ),
    Term(
        "latency",
        "How long somebody waits for an answer.",
    ),
    Term(
        "lifecycle",
        "Everybody who takes part is newly active, returning or back again; who no longer does has gone "
        "silent.",
        "Of a period and the one before: active now = new + returning + back again; active before = "
        "returning + gone silent.",
    ),
    Term(
        "lurker",
        "Is here and never took part.",
        also=("lurkers",),
    ),
    Term(
        "MAU",
        "How many people take part in a month (monthly active users).",
        "Different people who were active in the 30 days that end with the window.",
        ("monthly active members",),
    ),
    Term(
        "mean",
        "All added up, divided by how many they are: what each would have if all had the same.",
        "A weighted mean counts each group by its size; a simple mean counts each group the same.",
        ("average", "averaged", "weighted mean", "simple mean"),
    ),
    Term(
        "median",
        "The one in the middle: half are smaller, half are larger. One very large one does not move it.",
        also=("p50",),
    ),
    Term(
        "no-show",
        "Had a place at an event and did not come.",
        also=("no-shows",),
    ),
    Term(
        "numerator",
        "The upper number of a ratio: so many.",
    ),
    Term(
        "percentage point",
        "The step between two percentages: from 40% to 43% are three of them.",
        also=("percentage points",),
    ),
    Term(
        "percentile",
        "The 95th is the number that 95 of 100 do not exceed: what the slow ones wait.",
        "Read from counts in steps, and estimated evenly within a step.",
        ("p95", "percentiles"),
    ),
    Term(
        "receipt",
        "Where a number comes from: what it means, how it was computed, what moved it, who is behind it and "
        "what to know of it.",
        also=("receipts",),
    ),
    Term(
        "resurrecting",
        "Takes part again after a period of silence.",
        also=("back again",),
    ),
    Term(
        "retention",
        "How many of those who joined at the same time are still taking part so many weeks later.",
        'Of a cohort: "on" = active in that very week; "on or after" = active in it or any later one.',
    ),
    Term(
        "revision",
        "A published number that was counted again, because something was told late or its meaning "
        "changed. The one before is kept.",
    ),
    Term(
        "RSVP",
        "Saying beforehand whether one comes to an event.",
    ),
    Term(
        "segment",
        "What a member is to the community now: fresh, new, core, regular, lurker or alumni.",
        "Rules in a fixed order, of which the first that fits decides, so that everybody is in exactly one.",
        ("segments",),
    ),
    Term(
        "series",
        "Events that belong together because they repeat, such as a weekly game night.",
    ),
    Term(
        "stickiness",
        "Of those who take part in a month, how many are here on a usual day.",
        "DAU / MAU of each day, averaged over the days.",
    ),
    Term(
        "tier",
        "What a role makes somebody here: staff, host, captain, volunteer or member.",
        also=("tiers",),
    ),
    Term(
        "tracked command",
        "A command of a bot whose use counts: which ones is a setting.",
        "The setting `tracked_commands`; where it names none, all do.",
        ("tracked commands",),
    ),
    Term(
        "walk-in",
        "Came to an event without having said so.",
        also=("walk-ins",),
    ),
    Term(
        "WAM",
        "How many members took part in the last 7 days (weekly active members).",
        "As a share: of all people who are members at the end of them.",
        ("weekly active members",),
    ),
)
"""By the alphabet, whatever the case."""


def terms_in(text: str) -> tuple[Term, ...]:
    """The words of the glossary that a text uses, in the order of the glossary."""
    return tuple(term for term in GLOSSARY if _uses(text, term))


def _uses(text: str, term: Term) -> bool:
    forms = "|".join(re.escape(form) for form in (term.word, *term.also))
    return re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE) is not None
