"""The channels as a file for a spreadsheet, whose cells no spreadsheet takes for a formula."""

import csv
import io

from adapters.dash_ui.names import legible
from adapters.dash_ui.pages.channels.words import channel_words
from adapters.dash_ui.pages.members.csv_file import defused
from domain.insights.channels import ChannelLine, Channels


def channels_csv(read: Channels) -> bytes:
    """Every channel that was written in, as UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    hours = [f"{hour:02d}:00" for hour in range(24)]
    rows.writerow(["Channel", "Channel id", "Messages", "Messages before", "People", "People before", *hours])
    rows.writerows(_row(line) for line in read.lines)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _row(line: ChannelLine) -> list[str | int]:
    return [
        defused(legible(channel_words(line.channel, line.name))),
        str(line.channel),
        line.messages,
        _told(line.previous),
        _told(line.people),
        _told(line.people_before),
        *line.hours,
    ]


def _told(value: int | None) -> str | int:
    return "not known" if value is None else value
