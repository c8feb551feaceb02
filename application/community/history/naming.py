"""What a guild and its channels were called when an export was made."""

from application.community.history.files import HistoryFile
from application.community.ports import Store
from domain.community.guild import ChannelName
from domain.community.log.admission import EARLIEST, AdmissionRules, clean_name

_RULES = AdmissionRules()


async def name_channel(file: HistoryFile, store: Store) -> None:
    """Keep the names of an export's guild, its channel, and the channel that a thread belongs to."""
    heading = file.heading
    seen_at = heading.exported_at or file.first_at or EARLIEST
    channels: list[ChannelName] = []
    if name := clean_name(heading.channel_name, _RULES):
        channels.append(
            ChannelName(channel=heading.channel, name=name, parent=heading.parent, seen_at=seen_at)
        )
    if heading.parent is not None and (name := clean_name(heading.parent_name, _RULES)):
        channels.append(ChannelName(channel=heading.parent, name=name, seen_at=seen_at))
    async with store.writing(heading.guild) as work:
        if name := clean_name(heading.guild_name, _RULES):
            await work.guild.rename(name, seen_at)
        await work.guild.name_channels(channels)
