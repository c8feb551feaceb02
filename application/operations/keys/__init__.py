"""Keys of other programs: made once, recognised at each question, revoked at once."""

from application.operations.keys.commands import CreateKey, Made, RevokeKey
from application.operations.keys.recognising import RecogniseKey

__all__ = ["CreateKey", "Made", "RecogniseKey", "RevokeKey"]
