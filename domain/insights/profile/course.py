"""Whether somebody is rising or going quiet: one word, from their score in two windows."""

from typing import Final, Literal

import attrs

Course = Literal["new", "rising", "steady", "quieter", "silent", "back", "voice_only", "unknown"]


@attrs.frozen(kw_only=True)
class CourseRules:
    """When a change of the score is more than chance."""

    quieter: float = 0.5
    """Less than half of what they gave: the threshold of the churn radar (DEFINITIONS)."""

    rising: float = 1.5
    """Half as much again: the same step upwards, of which a single lively day is rarely the cause."""

    least: float = 6.0
    """Points in the better of both windows; of so few a single evening more or less would be a course."""


RULES: Final = CourseRules()


def course(
    now: float | None, before: float | None, *, active: bool, new: bool, rules: CourseRules = RULES
) -> Course:
    """The course of a score; `active` if they did anything in the window, `new` if they came in it.

    A score that is not known has no course, nor one without a window before it to compare with.
    """
    if now is None:
        return "unknown"
    if not active:
        return "silent"
    if new:
        return "new"
    if now == 0:
        return "voice_only"
    if before is None:
        return "unknown"
    if before == 0:
        return "back"
    if max(now, before) < rules.least:
        return "steady"
    if now < rules.quieter * before:
        return "quieter"
    return "rising" if now >= rules.rising * before else "steady"
