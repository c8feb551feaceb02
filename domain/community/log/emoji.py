"""What an emoji is called, the same from every source."""

from hashlib import blake2b

from domain.community.log.admission import EMOJI


def emoji_name(number: int | str | None, name: str | None) -> str:
    """The id of a custom emoji, or the character itself.

    Who tells of a custom emoji may lack its id: then a number made from its name stands for it, the same
    each time, so that its reactions are counted and told apart.
    """
    written = str(number or "")
    if written.isascii() and written.isdigit() and len(written) <= 20 and int(written):
        return written
    name = name or ""
    if EMOJI.match(name):
        return name
    digest = blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    return f"?{int.from_bytes(digest, 'big')}"
