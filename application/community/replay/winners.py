"""Which of the copies on a page of the log count."""

from domain.community.log.entry import Entry, winner


def winners(page: list[Entry]) -> list[Entry]:
    """One entry for each key; all copies of a key are on one page."""
    copies: dict[bytes, list[Entry]] = {}
    for entry in page:
        copies.setdefault(entry.key, []).append(entry)
    return [found[0] if len(found) == 1 else winner(found) for found in copies.values()]
