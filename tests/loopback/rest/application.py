"""What the bot asks about itself, and the commands that it registers."""

from typing import Any

from tests.loopback.payloads import people
from tests.loopback.payloads.people import Json
from tests.loopback.rest.asked import Asked
from tests.loopback.rest.refusals import invalid_form, unknown
from tests.loopback.rest.writing import forms
from tests.loopback.world.things import User


def me(asked: Asked) -> Json:
    return people.user(asked.world.bot) | {"mfa_enabled": False, "verified": True, "locale": "en-US"}


def application(asked: Asked) -> Json:
    bot = asked.world.bot
    return {
        "id": str(asked.world.application),
        "name": bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": _flags(asked),
        "flags_new": str(_flags(asked)),
        "hook": True,
        "team": None,
        "bot": people.user(bot),
        "owner": people.user(User(id=1, name="owner")),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "integration_types_config": {},
        "approximate_guild_count": len(asked.world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }


def _flags(asked: Asked) -> int:
    """Which privileged switches are on (for an application in fewer than a hundred guilds)."""
    return (1 << 15 if asked.members_are_open else 0) | (1 << 19 if asked.text_is_open else 0)


def commands(asked: Asked) -> list[Json]:
    """Registering replaces all commands; each gets an id."""
    if int(asked.path["application"]) != asked.world.application:
        raise unknown("Application", 10002)
    if not isinstance(asked.body, list):
        raise invalid_form("a list of commands")
    if len(asked.body) > 100 or len({one["name"] for one in asked.body}) < len(asked.body):
        raise invalid_form("at most 100 commands, each with a name of its own")
    for one in asked.body:
        forms.command(one)
    guild = {"guild_id": asked.path["guild"]} if "guild" in asked.path else {}
    told = [_registered(asked, one) | guild for one in asked.body]
    asked.world.commands[int(asked.path.get("guild", 0))] = told
    return told


def _registered(asked: Asked, command: dict[str, Any]) -> Json:
    made = str(asked.world.ids.next())
    defaults: Json = {"type": 1, "description": "", "default_member_permissions": None, "nsfw": False}
    return {
        **defaults,
        **command,
        "id": made,
        "application_id": str(asked.world.application),
        "version": made,
    }
