"""Every card of the pages of KPIs can be taken along: as a picture that shows it, as a file that holds it."""

import csv
import io
from typing import Any

import pytest

from tests.integration.browser.cdp import Tab
from tests.integration.browser.stage import IDS, Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/health", "/events-insight", "/platform", "/data", "/kpi/wam?by=segment")

TAKE = """
(async () => {
  let made = null;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { made = [blob, null]; return make(blob) };
  HTMLAnchorElement.prototype.click = function () { made[1] = this.download };
  const decode = HTMLImageElement.prototype.decode;
  let lettered = false;
  HTMLImageElement.prototype.decode = function () {
    lettered = decodeURIComponent(this.src).includes('data:font/woff2;base64,');
    return decode.call(this);
  };
  const taken = [];
  for (const button of document.querySelectorAll('button[data-picture]')) {
    const key = button.dataset.picture, card = document.getElementById(key);
    made = null;
    button.click();
    while (!made || !made[1] || button.disabled) await new Promise((wake) => setTimeout(wake, 5));
    const picture = await createImageBitmap(made[0]);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const paint = canvas.getContext('2d', { willReadFrequently: true });
    paint.drawImage(picture, 0, 0);
    const dots = new Uint32Array(paint.getImageData(0, 0, picture.width, picture.height).data.buffer);
    const seen = new Set();
    for (let at = 0; at < dots.length; at += 3) seen.add(dots[at]);
    const drawn = [...card.querySelectorAll('.legend .swatch[class*="of-"]')]
      .map((swatch) => getComputedStyle(swatch).backgroundColor.match(/\\d+/g).map(Number))
      .map(([red, green, blue]) => seen.has(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0));
    taken.push({
      key, name: made[1], colours: seen.size, drawn, lettered,
      wide: picture.width / card.getBoundingClientRect().width,
      high: picture.height,
      file: card.querySelector('.file-link[href]')?.href,
      periods: card.querySelectorAll('.as-table tbody tr').length,
      groups: [...card.querySelectorAll('.groups tbody th, .bar-name bdi')].map((one) => one.textContent),
      columns: card.querySelectorAll('.groups thead th').length - 1,
    });
  }
  return taken;
})()
"""


@pytest.mark.parametrize("path", PAGES)
async def test_every_card_is_taken_along_as_a_picture_and_as_a_file(
    page: Tab, stage: Stage, path: str
) -> None:
    joined = "&" if "?" in path else "?"
    await page.goto(f"{stage.address}{path}{joined}guild={IDS['full']}")
    await page.wait("button[data-picture]")
    await page.until(
        "[...document.querySelectorAll('.js-plotly-plot')].every(e => e.querySelector('.trace'))"
    )
    taken = await page.js(TAKE)
    assert taken
    for card in taken:
        key = card["key"]
        assert card["name"] == f"{key}.png"
        assert card["wide"] == pytest.approx(2, abs=0.02), key
        assert card["high"] > 100 and card["colours"] > 20, f"there is something in the picture of {key}"
        assert card["lettered"], f"the letters of {key} are those of the page, and fit where they stand"
        assert not card["drawn"] or any(card["drawn"]), f"no line of {key} is in its picture"
        rows = await held(page, card["file"])
        assert rows, f"the file of {key} is empty"
        lines = [row for row in rows if row.get("Line") in ("day", "week", "month")]
        keys = {row["Key"] for row in rows if "Key" in row}
        if card["periods"]:
            assert len(lines) == card["periods"] * len(keys), f"every period of {key} is in its file"
            assert len(keys) >= len(card["drawn"]), f"every line of {key} is in its file"
        if card["columns"] > 0:
            assert len(keys) == card["columns"], f"every column of {key} is in its file"
        told = {cell for row in rows for cell in row.values() if cell}
        assert all(any(group in cell for cell in told) for group in card["groups"]), key


async def held(page: Tab, address: str) -> list[dict[str, Any]]:
    """The rows of a file, by the names of its columns."""
    text = await page.js(f"fetch({address!r}).then(answer => answer.ok ? answer.text() : '')")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
