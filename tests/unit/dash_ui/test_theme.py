"""Colours can be read by everybody: WCAG 2.2 AA, computed from the tokens."""

import gzip
import re

import attrs
import pytest
from plotly.offline import get_plotlyjs_version

from adapters.dash_ui.theme.mantine import COLISEUM, mantine_theme
from adapters.dash_ui.theme.tokens import (
    AVATAR_INK,
    AVATARS,
    DARK,
    LIGHT,
    SERIES,
    Shades,
    contrast,
    variables,
)
from adapters.dash_ui.web.bundles import ASSETS

SCHEMES = pytest.mark.parametrize("shades", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("paper", "surface", "sunken", "accent_soft", "notice")


@SCHEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "muted", "accent", "good", "bad"])
def test_every_text_shade_is_legible_on_every_ground(shades: Shades, ink: str, ground: str) -> None:
    assert contrast(getattr(shades, ink), getattr(shades, ground)) >= 4.5


@SCHEMES
def test_what_is_written_on_orange_is_legible(shades: Shades) -> None:
    assert contrast(shades.on_fill, shades.fill) >= 4.5


@SCHEMES
@pytest.mark.parametrize("ground", GROUNDS)
def test_lines_that_show_a_control_stand_out(shades: Shades, ground: str) -> None:
    assert contrast(shades.edge, getattr(shades, ground)) >= 3


@SCHEMES
@pytest.mark.parametrize("name", SERIES)
def test_each_line_of_a_chart_stands_out_by_day_and_by_night(shades: Shades, name: str) -> None:
    assert contrast(SERIES[name], shades.surface) >= 3


@SCHEMES
def test_the_busiest_hour_stands_out_from_a_quiet_one(shades: Shades) -> None:
    assert contrast(shades.heat, shades.heat_rest) >= 4.5


@pytest.mark.parametrize("colour", AVATARS)
def test_initials_are_legible_on_every_avatar(colour: str) -> None:
    assert contrast(AVATAR_INK, colour) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_stylesheets_use_only_declared_colours() -> None:
    sheets = [sheet.read_text(encoding="utf-8") for sheet in ASSETS.glob("*.css")]
    declared = {"--heat-share"}.union(*(re.findall(r"(--[\w-]+):", css) for css in [*sheets, variables()]))
    used = set().union(*(re.findall(r"var\((--[\w-]+)", css) for css in sheets))
    assert used <= declared


def test_mantine_takes_its_ten_steps_of_orange() -> None:
    theme = mantine_theme()
    assert len(COLISEUM) == 10
    assert COLISEUM[theme["primaryShade"]["light"]] == LIGHT.fill
    assert COLISEUM[theme["primaryShade"]["dark"]] == DARK.fill


def test_both_schemes_declare_every_shade() -> None:
    names = [field.name.replace("_", "-") for field in attrs.fields(Shades)]
    light, dark = variables().split(":root[data-mantine-color-scheme=dark]")
    assert all(f"--{name}:" in light and f"--{name}:" in dark for name in names)


def test_the_chart_library_in_the_browser_is_the_one_that_python_expects() -> None:
    packed = (ASSETS / "plotly" / "plotly-cartesian.min.js.gz").read_bytes()
    head = gzip.decompress(packed)[:200].decode()
    assert f"v{get_plotlyjs_version()}" in head


def test_every_font_and_library_that_is_shipped_carries_its_licence() -> None:
    licences = {path.name for path in ASSETS.rglob("*LICENSE.txt")}
    assert licences == {"cinzel-LICENSE.txt", "inter-LICENSE.txt", "plotly-LICENSE.txt"}
