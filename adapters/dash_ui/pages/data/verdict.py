"""The verdict: one sentence on everything below it."""

from datetime import timedelta
from typing import Final

from dash import html

from adapters.dash_ui.components.attributes import spelled
from adapters.dash_ui.components.heard.words import family_words
from adapters.dash_ui.components.icons import icon
from adapters.dash_ui.pages.data.sources import source_name, source_title
from adapters.dash_ui.words import counted, lasting, listed, moment, number, percent
from domain.community.coverage import GATEWAY, Family
from domain.insights.data_quality.quality import DataQuality, Listener
from domain.insights.data_quality.verdict import Shortfall
from domain.insights.data_quality.words import FAMILY_NAMES

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MOST = 2
_SINGULAR: Final[frozenset[Family]] = frozenset({"voice", "reactions_given"})


def verdict(read: DataQuality, *, bot: bool = True) -> html.Section:
    """The sentence, who listens now (the bot only where `bot`), and what nobody ever told of."""
    found = read.verdict
    name = "good" if found.full else "bad" if not found.heard else "some"
    words = [
        html.H2(verdict_words(read), id="verdict-title"),
        html.P(_listening(read, bot), className="card-under"),
    ]
    return html.Section(
        [icon("check" if found.full else "note"), html.Div(words)],
        className=f"card verdict {name}",
        id="verdict",
        **spelled(aria_labelledby="verdict-title", data_verdict=name),
    )


def verdict_words(read: DataQuality) -> str:
    """ "Everything that is listened to was heard in these 30 days", or what is missing, the worst first."""
    found = read.verdict
    time = f"in these {read.window.days} days" if read.window.days > 1 else "on this day"
    if not found.heard:
        return f"Nobody was listening {time}: what is on record may not be all"
    if found.full:
        return f"Everything that is listened to was heard {time}"
    first, *others = found.missing[:_MOST]
    told = [_missing(first, read), *(_also(other, first, read) for other in others)]
    more = len(found.missing) - _MOST
    rest = f"; and {counted(more, 'thing')} more" if more > 0 else ""
    sentence = "; ".join(told) + rest
    return sentence[:1].upper() + sentence[1:]


def _missing(one: Shortfall, read: DataQuality) -> str:
    if set(one.families) == set(read.verdict.expected) and not one.partly and len(one.families) > 1:
        return f"nothing was heard {_how(one, read)}"
    what = family_words(one.families, read.verdict.expected)
    single = "everything" in what or (len(one.families) == 1 and one.families[0] in _SINGULAR)
    return f"{what} {'was' if single else 'were'} not heard {_how(one, read)}"


def _also(one: Shortfall, first: Shortfall, read: DataQuality) -> str:
    whole = {*one.families, *first.families} == set(read.verdict.expected)
    what = "everything else" if whole else family_words(one.families, read.verdict.expected)
    return f"{what} {_how(one, read)}"


def _how(one: Shortfall, read: DataQuality) -> str:
    if one.partly:
        share = next(row.heard.share for row in read.families if row.family == one.families[0])
        return f"in every channel all the time: {percent(share)} of it was"
    many = _SMALL[one.gaps] if one.gaps < len(_SMALL) else number(one.gaps)
    return f"for {lasting(timedelta(seconds=one.seconds))} in {many} {'gap' if one.gaps == 1 else 'gaps'}"


def _listening(read: DataQuality, bot: bool) -> str:
    """The bot knows better than its last word, which is some minutes young, whether it still listens."""
    gone = () if bot else (GATEWAY,)
    told = [_listener(one, read.time_zone, one.source not in gone) for one in read.listeners]
    never = [FAMILY_NAMES[family] for family in read.verdict.never]
    if never and read.listeners:
        told.append(f"Nobody here tells of {listed(never)}.")
    return " ".join(told) if told else "No source has ever said that it listened."


def _listener(one: Listener, zone_name: str, here: bool) -> str:
    if one.listening and here:
        return f"{source_title(one.source)} is listening now."
    if one.source == "history":
        return f"The {source_name(one.source)} end on {moment(one.until, zone_name)}."
    return f"The last word of {source_name(one.source)}: {moment(one.until, zone_name)}."
