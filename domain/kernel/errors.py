"""The families of refusal: every edge maps each family once."""


class DomainError(Exception):
    """Something was asked that cannot be done; the message is written for the person who asked."""


class Invalid(DomainError):
    """The request itself is wrong: the message says what, where and how to mend it."""


class NotFound(DomainError):
    """What was asked for does not exist, or is not visible to the one who asks."""


class Conflict(DomainError):
    """The request is well formed, but the present state does not allow it."""


class Refused(DomainError):
    """A policy says no to this actor; the message gives the reason."""


class OverLimit(DomainError):
    """A bound of the product, the guild or the plan was reached."""


class Unavailable(DomainError):
    """Something outside (the database, a network) is away for now; the same request may work later."""
