"""The program `community-os`: a table of commands, each imported when it is called."""

import importlib
from typing import NamedTuple

import click

from adapters.cli.called import NAME
from adapters.cli.product import session_of


class Entry(NamedTuple):
    """A command: where it is, and what the list of commands says of it."""

    module: str
    attribute: str
    summary: str


COMMANDS: dict[str, dict[str, Entry]] = {
    "Look around": {
        "demo": Entry("serving", "demo", "A seeded small community on a dashboard, with nothing to set up."),
        "simulate": Entry("simulating", "simulate", "Write a made-up community, and its truth, to files."),
    },
    "Run": {
        "up": Entry("serving", "up", "The whole product on this machine."),
        "web": Entry("serving", "web", "The dashboard by itself."),
        "bot": Entry("serving", "bot", "The Discord bot by itself."),
        "worker": Entry("serving", "worker", "The worker by itself: publishing, backups, counting again."),
        "discord": Entry("connecting", "discord", "Connect your Discord: the address that invites the bot."),
    },
    "Bring history in": {
        "import": Entry("intake", "import_", "Read an export of a community's past."),
        "ingest": Entry("intake", "ingest", "Read activities, one JSON object a line."),
        "dead-letters": Entry("letters", "dead_letters", "Records that could not be kept, and why."),
    },
    "Ask": {
        "kpi": Entry("kpis.kpi", "kpi", "Every number of the community, or one with its course."),
        "explain": Entry("kpis.explain", "explain", "Where a number comes from, and what moved it."),
        "top": Entry("asking.top", "top", "Who gave most in a window, and what for."),
        "segments": Entry("kpis.segments", "segments", "Who is core, new, silent or gone, and who moved."),
        "retention": Entry("asking.retention", "retention", "Who stays: cohorts, weeks after they began."),
        "funnel": Entry("asking.funnel", "funnel", "How far newcomers come, and who stopped where."),
        "events": Entry("asking.events", "events", "What is planned, and who says that they come."),
        "guilds": Entry("asking.questions", "guilds", "The communities that something is known of."),
        "tally": Entry("asking.questions", "tally", "Counts to reconcile with another source."),
    },
    "Look after it": {
        "settings": Entry("guild_settings", "settings", "Show or change the settings of a guild."),
        "identity": Entry("identity.linking", "identity", "Whose accounts are whose in other worlds."),
        "keys": Entry("installation.keys", "keys", "Keys with which other programs read over the API."),
        "jobs": Entry("installation.jobs", "jobs", "What waits, runs or failed in the background."),
        "publish": Entry("installation.jobs", "publish", "Publish the KPIs of closed periods as rows, now."),
        "forget": Entry("erasure", "forget", "Erase who somebody is; totals stay."),
        "replay": Entry("keeping", "replay", "Count the whole log again, or check that it agrees."),
        "backup": Entry("copies", "backup", "Copy everything into a file, or into another database."),
        "restore": Entry("copies", "restore", "Bring a backup back, into an empty database."),
        "migrate": Entry("keeping", "migrate", "Bring the database's schema up to date."),
        "doctor": Entry("keeping", "doctor", "Check everything that has to be right."),
        "version": Entry("keeping", "version", "The version of this program."),
    },
}


class Program(click.Group):
    """A group that imports a command only when it is called, so that help is there at once."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order of the table."""
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        for section in COMMANDS.values():
            if entry := section.get(name):
                module = importlib.import_module(f"adapters.cli.commands.{entry.module}")
                found = getattr(module, entry.attribute)
                assert isinstance(found, click.Command)  # noqa: S101 - the table above says so
                return found
        return None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, by section."""
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.summary) for name, entry in section.items()])


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"{NAME} {session_of(context).product.version}")
        context.exit()


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and end.",
)
@click.pass_context
def program(context: click.Context, *, debug: bool) -> None:
    """The self-hosted operating system for Discord communities.

    Settings come from the environment or from .env. Every command explains itself with --help.
    """
    session_of(context).debug = debug
