"""Messages and reactions as Discord writes them; text is what the Message Content intent opens."""

from tests.loopback.payloads.people import Json, instant, partial_member, user
from tests.loopback.payloads.places import thread
from tests.loopback.world.things import Message, User

TEXT_FIELDS = ("embeds", "attachments", "components")


def emoji(name: str) -> Json:
    """`name:id` is a custom emoji, everything else a character."""
    shown, _, custom = name.partition(":")
    return {"id": custom or None, "name": shown, **({"animated": False} if custom else {})}


def message(one: Message, *, me: User, readable: bool, replied: bool = True) -> Json:
    """As REST returns it. Unreadable text is empty, unless the bot wrote it or is mentioned in it."""
    written: Json = {
        "id": str(one.id),
        "type": one.type,
        "channel_id": str(one.channel.id),
        "author": user(one.author),
        "content": one.content,
        "timestamp": instant(one.at),
        "edited_timestamp": instant(one.edited_at),
        "tts": False,
        "mention_everyone": one.everyone,
        "mentions": [user(each.user) for each in one.mentions],
        "mention_roles": [str(each.id) for each in one.mention_roles],
        "attachments": [_attachment(one, number) for number in range(one.attachments)],
        "embeds": [*one.sent.get("embeds", ()), *(_embed(one, number) for number in range(one.embeds))],
        "components": list(one.sent.get("components", ())),
        "pinned": False,
        "flags": 32 if one.thread else 0,
    }
    if not (readable or one.author is me or any(each.user is me for each in one.mentions)):
        written |= {"content": "", **{field: [] for field in TEXT_FIELDS}}
    if one.nonce is not None:
        written["nonce"] = one.nonce
    if one.stickers:
        written["sticker_items"] = [
            {"id": str(one.id + 1 + number), "name": "wave", "format_type": 1}
            for number in range(one.stickers)
        ]
    if one.webhook:
        written["webhook_id"] = str(one.webhook)
    if one.answers is not None:
        written["message_reference"] = _reference(one.answers)
        if replied and one.type in (19, 21):
            there = one.answers.channel.messages.get(one.answers.id)
            written["referenced_message"] = (
                message(there, me=me, readable=readable, replied=False) if there else None
            )
    if one.thread:
        written["thread"] = thread(one.thread)
    if one.reactions:
        written["reactions"] = reactions(one, me)
    return written


def message_frame(one: Message, *, me: User, readable: bool) -> Json:
    """As MESSAGE_CREATE and MESSAGE_UPDATE carry it: with its guild, and who the people are there."""
    written = message(one, me=me, readable=readable)
    members = one.channel.guild.members
    written["guild_id"] = str(one.channel.guild.id)
    written["channel_type"] = int(one.channel.kind)
    if one.webhook is None and (author := members.get(one.author.id)):
        written["member"] = partial_member(author)
    for mention, who in zip(written["mentions"], one.mentions, strict=True):
        mention["member"] = partial_member(who)
    written.pop("reactions", None)
    return written


def reactions(one: Message, me: User) -> list[Json]:
    return [
        {
            "emoji": emoji(name),
            "count": len(people),
            "count_details": {"burst": 0, "normal": len(people)},
            "burst_colors": [],
            "me": me.id in people,
            "me_burst": False,
            "burst_me": False,
            "burst_count": 0,
        }
        for name, people in one.reactions.items()
        if people
    ]


def _reference(answered: Message) -> Json:
    return {
        "type": 0,
        "message_id": str(answered.id),
        "channel_id": str(answered.channel.id),
        "guild_id": str(answered.channel.guild.id),
    }


def _attachment(one: Message, number: int) -> Json:
    name = f"picture {number} of {one.id}.png"
    return {
        "id": str(one.id + 1 + number),
        "filename": name,
        "size": 1024,
        "url": f"https://cdn.invalid/{one.id}/{number}",
        "proxy_url": f"https://media.invalid/{one.id}/{number}",
        "content_type": "image/png",
        "width": 16,
        "height": 16,
    }


def _embed(one: Message, number: int) -> Json:
    return {"type": "rich", "title": f"embed {number} of {one.id}", "description": one.content}
