"""What every scene stands on: the world, and the gateway that tells of it."""

from typing import Any

from tests.loopback.gateway.server import Gateway
from tests.loopback.rest.server import Api
from tests.loopback.world.building import Building
from tests.loopback.world.portal import Portal
from tests.loopback.world.things import Channel, Guild
from tests.loopback.world.truth import Happened, Truth
from tests.loopback.world.world import World


class Stage(Building):
    """Scenes change the world, write down the truth, and tell whoever is connected."""

    world: World
    portal: Portal
    rest: Api
    sockets: Gateway

    @property
    def truth(self) -> Truth:
        """What truly happened."""
        return self.world.truth

    def _tell(self, name: str, guild: Guild, data: Any, *, text: Any = None) -> None:
        self.sockets.tell(name, guild, data, without_text=text)

    def _tell_in(self, channel: Channel, name: str, data: Any, *, text: Any = None) -> None:
        """A frame of a channel, if the bot can see that channel."""
        if self.world.sees(channel):
            self.sockets.tell(name, channel.guild, data, without_text=text)

    def _happened(self, name: str, guild: Guild, **more: Any) -> None:
        self.truth.others.append(Happened(name=name, guild=guild.id, at=self.world.clock.now(), **more))
