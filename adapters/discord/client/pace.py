"""How often and how long: the client's patience, in seconds."""

import attrs

from domain.community.deafness import DeafnessRules


@attrs.frozen(kw_only=True)
class Pace:
    """Each with its reason; tests hurry."""

    notes: float = 10.0
    """A crash loses at most so much of what is known to be heard; the Data page calls 5 minutes silent."""

    identify: float = 5.0
    """Discord lets one connection in 5 seconds begin a session."""

    sessions: int = 800
    """So many sessions are begun in a day at most; at 1,000 Discord resets the token."""

    back_off: float = 1.0
    """The first pause after something ended the client; it doubles."""

    longest_back_off: float = 300.0
    healthy: float = 60.0
    """Having listened for so long, the next pause is the first again."""

    held: float = 15.0
    """How often it is looked whether another process still listens in our place."""

    again: float = 1.0
    """The first pause before a request is tried again."""

    stopped: float = 15.0
    """The first pause after catching up was stopped; it doubles."""

    resume: float = 180.0
    """So long a broken session is taken up again; then a new one is begun, where Discord sends everybody."""

    skew: float = 60.0
    """So much may our clock and Discord's differ."""

    stop: float = 1.5
    """How long a connection may take to close before it is cut."""

    heartbeat: float = 60.0
    """Without any sign of life for so long the connection is dead."""

    answer: float = 60.0
    """So long a session may be asked for, begun or taken up again, without an answer."""

    watch: float = 5.0
    """How often the watchdog looks."""

    swept: float = 60.0
    """So long a record that is in the log may lie in the journal, too."""

    members: float = 1.0
    """The pause between two guilds that are asked for their members."""

    members_wait: float = 120.0
    """How long the members of one guild may take to arrive."""

    invites: float = 3.0
    """Joins of so many seconds are looked at together."""

    events: float = 3.0
    """How often it is looked what is due of events; after a command or a button it is looked at once."""

    deafness: DeafnessRules = attrs.field(factory=DeafnessRules)
