"""The HTML document around the application: fonts and colours first, so that nothing flashes."""

from typing import Final

from adapters.dash_ui.theme.tokens import variables
from adapters.dash_ui.web.bundles import ASSETS

FIRST_SCRIPT: Final = (
    "(function(){var s;try{s=localStorage.getItem('mantine-color-scheme-value')}catch(e){}"
    "if(s!=='light'&&s!=='dark')s=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';"
    "document.documentElement.setAttribute('data-mantine-color-scheme',s)})()"
)
"""The colour scheme before the first paint: what was chosen last time, else what the system prefers."""

_FONTS: Final = (
    ("Cinzel", "fonts/cinzel-latin-600.woff2", "600"),
    ("Inter", "fonts/inter-latin-variable.woff2", "100 900"),
)


def document() -> str:
    """Dash's template for the page; it fills the places in {%...%}."""
    fonts = [(family, address(path), weight) for family, path, weight in _FONTS]
    preloads = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{href}">' for _, href, _ in fonts
    )
    faces = "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};font-display:swap;"
        f'src:url("{href}") format("woff2")}}'
        for family, href, weight in fonts
    )
    return (
        '<!DOCTYPE html><html lang="en"><head>'
        "{%metas%}<title>{%title%}</title>"
        '<meta name="robots" content="noindex">'
        f'<link rel="icon" type="image/svg+xml" href="{address("mark.svg")}">'
        f"{preloads}<script>{FIRST_SCRIPT}</script>"
        f"<style>{faces}{variables()}</style>"
        "{%css%}</head><body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer>"
        "<noscript>This dashboard needs JavaScript; it comes from this server alone.</noscript>"
        "</body></html>"
    )


def address(path: str) -> str:
    """Where a file of ours is served, with a fingerprint."""
    return f"/assets/{path}?m={(ASSETS / path).stat().st_mtime_ns}"
