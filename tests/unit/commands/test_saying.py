"""Names are shown as text, and every reply fits into what Discord takes."""

import re

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.commands.frame.asked import Reply
from adapters.discord.commands.frame.saying import (
    OF_ALL_CARDS,
    TEXT,
    card,
    cut,
    escaped,
    fitted,
    plain,
    sendable,
)
from tests.loopback.rest.writing import forms

_TEXTS = st.text(max_size=3000)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mira", "mira"),
        ("*mira*", r"\*mira\*"),
        ("# mira", r"\# mira"),
        ("[free](http://x.y)", r"\[free\]\(http\://x.y\)"),
        ("@everyone", "\\@\u200beveryone"),
        ("<@1234>", "\\<\\@\u200b1234\\>"),
        ("two\nlines", "two lines"),
        ("\u202eevil", "evil"),
        ("", "somebody"),
        (None, "somebody"),
        (" \n ", "somebody"),
    ],
)
def test_a_name_is_shown_as_it_is_written_on_one_line(name: str | None, shown: str) -> None:
    assert plain(name) == shown


@given(st.text(max_size=200))
def test_no_name_marks_up_links_or_mentions_anything(name: str) -> None:
    shown = plain(name)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|<\[\]]", shown.replace("\\\\", ""))
    assert "@everyone" not in shown
    assert "\n" not in shown
    assert len(re.sub(r"\\(.)", r"\1", shown).replace("\u200b", "")) <= 80


@given(_TEXTS)
def test_a_sentence_that_quotes_somebody_calls_nobody(text: str) -> None:
    assert not re.search(r"@(everyone|here|[0-9])", escaped(text))


@given(st.text(max_size=50), st.integers(1, 60))
def test_what_is_cut_is_as_long_as_it_may_be_and_says_so(text: str, longest: int) -> None:
    short = cut(text, longest)
    assert len(short) <= longest
    assert short == text or short.endswith("…")


@given(
    st.text(max_size=2500),
    st.lists(
        st.tuples(
            st.text(max_size=300), st.text(max_size=5000), st.lists(st.tuples(_TEXTS, _TEXTS), max_size=4)
        ),
        max_size=3,
    ),
)
def test_every_reply_fits_into_what_discord_takes(
    text: str, cards: list[tuple[str, str, list[tuple[str, str]]]]
) -> None:
    made = []
    for title, description, fields in cards:
        one = card(title, description)
        for name, value in fields:
            one.add_field(name=name, value=value)
        made.append(one)
    sent = sendable(Reply(text=text, cards=tuple(made)))
    message = {"content": sent["content"], "embeds": [one.to_dict() for one in sent["embeds"]]}
    if any(message.values()):
        forms.message(message)
    assert len(message["content"] or "") <= TEXT
    assert sum(map(len, sent["embeds"])) <= OF_ALL_CARDS


def test_a_card_with_too_much_in_it_loses_its_last_fields_first() -> None:
    full = card("title", "d" * 4000).set_footer(text="small print")
    for number in range(5):
        full.add_field(name=f"{number}", value="v" * 900)
    assert [field.name for field in fitted(full).fields] == ["0", "1"]
    assert fitted(full).footer.text == "small print"


def test_a_reply_mentions_nobody() -> None:
    assert sendable(Reply(text="@everyone"))["allowed_mentions"].to_dict() == {"parse": []}
    assert isinstance(sendable(Reply(text="x", file=("a.json", b"{}")))["attachments"][0], discord.File)
