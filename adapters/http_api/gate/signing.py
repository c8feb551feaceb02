"""Cookies that we signed: nobody else can make one, and one of another installation says nothing here."""

from hashlib import blake2b

from itsdangerous import BadSignature, URLSafeTimedSerializer

DAY = 24 * 3600


class Signer:
    """Signs small values for one purpose; `seal` is mixed in, so that another seal ends them all."""

    def __init__(self, secret: bytes, purpose: str, *, lasts_days: int, seal: str = "") -> None:
        key = blake2b(secret, digest_size=32, person=b"cookies").digest()
        self._serializer = URLSafeTimedSerializer(key, salt=f"{purpose}\x1f{seal}")
        self.max_age = lasts_days * DAY

    def sign(self, value: object) -> str:
        """A text that `read` gives back as the value."""
        return str(self._serializer.dumps(value))

    def read(self, text: str | None) -> object:
        """The value, or None when it is not ours or too old."""
        if not text:
            return None
        try:
            return self._serializer.loads(text, max_age=self.max_age)
        except BadSignature:
            return None
