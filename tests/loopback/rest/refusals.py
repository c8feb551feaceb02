"""Discord's refusals: a status, a code of its own, and a sentence."""


class Refusal(Exception):
    """What a request is answered with instead of what it asked for."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def unknown(thing: str, code: int) -> Refusal:
    return Refusal(404, code, f"Unknown {thing}")


def wrong_kind_of_channel() -> Refusal:
    return Refusal(400, 50024, "Cannot execute action on this channel type")


def invalid_form(what: str) -> Refusal:
    return Refusal(400, 50035, f"Invalid Form Body: {what}")
