"""A small driver of Chromium over its DevTools protocol: what a test needs, and nothing else."""

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)
PATIENCE = 60.0
"""Seconds that anything may take on a busy machine; nothing is timed by it."""

KEYS = {
    **{"Tab": 9, "Enter": 13, "Escape": 27, "Space": 32, "t": 84},
    **{"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "PageUp": 33, "PageDown": 34},
}


class BrowserError(AssertionError):
    """The page did not do what was waited for."""


class PageLeftError(BrowserError):
    """The page that was asked is another one by now."""


def _error(said: str) -> BrowserError:
    left = any(words in said for words in ("target navigated", "context was destroyed", "find context"))
    return PageLeftError(said) if left else BrowserError(said)


class Tab:
    """One page: where it is, what it asked for, and what it complained about."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self.requests: list[str] = []
        self.statuses: dict[str, int] = {}
        self.complaints: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def open(self, *, width: int = 1280, height: int = 900) -> None:
        for domain in ("Page", "Runtime", "Network", "Log"):
            await self.send(f"{domain}.enable")
        await self.size(width, height)

    async def close(self) -> None:
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        await self._socket.close()

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_str(json.dumps({"id": number, "method": method, "params": params}))
        async with asyncio.timeout(PATIENCE):
            return await answer

    async def size(self, width: int, height: int, *, scale: float = 1) -> None:
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )

    async def prefers(self, scheme: str) -> None:
        """The colour scheme of the operating system."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.send("Emulation.setEmulatedMedia", features=features)

    async def goto(self, address: str) -> None:
        self._loaded.clear()
        went = await self.send("Page.navigate", url=address)
        if went.get("errorText"):
            raise BrowserError(f"{address}: {went['errorText']}")
        async with asyncio.timeout(PATIENCE):
            await self._loaded.wait()

    async def back(self) -> None:
        await self.js("history.back()")

    async def js(self, expression: str) -> Any:
        """The value of an expression in the page; awaits a promise."""
        found = await self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in found:
            raise BrowserError(f"{expression}: {found['exceptionDetails']}")
        return found["result"].get("value")

    async def until(self, expression: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is truthy, and return it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    with contextlib.suppress(PageLeftError):
                        if found := await self.js(expression):
                            return found
                    await asyncio.sleep(0.05)
        body = await self.js("document.body ? document.body.innerText.slice(0, 1500) : '(no body)'")
        raise BrowserError(f"waited in vain for {expression}; complaints {self.complaints}; page:\n{body}")

    async def wait(self, selector: str, seconds: float = PATIENCE) -> None:
        await self.until(f"!!document.querySelector({json.dumps(selector)})", seconds)

    async def text(self, selector: str) -> str:
        """The visible text of the first element."""
        await self.wait(selector)
        return str(await self.js(f"document.querySelector({json.dumps(selector)}).innerText"))

    async def click(self, selector: str) -> None:
        """Press the mouse in the middle of the first element."""
        await self.wait(selector)
        spot = await self.js(
            f"(() => {{const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
            "return {x: b.x + b.width / 2, y: b.y + b.height / 2}})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **spot)

    async def hover(self, selector: str) -> None:
        await self.wait(selector)
        spot = await self.js(
            f"(() => {{const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            "return {x: b.x + b.width / 2, y: b.y + b.height / 2}})()"
        )
        await self.send("Input.dispatchMouseEvent", type="mouseMoved", **spot)

    async def press(self, key: str) -> None:
        """One key, such as Tab or Enter."""
        text = {"Enter": "\r", "Space": " "}.get(key)
        name = " " if key == "Space" else key
        common = {"key": name, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        await self.send("Input.dispatchKeyEvent", **down, **common)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def write(self, text: str) -> None:
        await self.send("Input.insertText", text=text)

    async def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """A PNG of what is seen, or of the whole page."""
        shot = await self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))

    def foreign(self, own: str) -> list[str]:
        """Requests to anywhere but our own address."""
        inline = ("data:", "blob:", "about:", "chrome:", "devtools:")
        return [
            url for url in self.requests if not url.startswith((own, own.replace("http", "ws", 1), *inline))
        ]

    def origins(self) -> set[str]:
        """Everybody who may have stored something here."""
        asked = (urlsplit(url) for url in self.requests)
        return {f"{one.scheme}://{one.netloc}" for one in asked if one.scheme == "http"}

    async def _read(self) -> None:
        async for message in self._socket:
            found = json.loads(message.data)
            if "id" in found:
                if (answer := self._answers.pop(found["id"], None)) is None or answer.done():
                    continue
                if "error" in found:
                    answer.set_exception(_error(str(found["error"])))
                else:
                    answer.set_result(found["result"])
            else:
                self._note(found.get("method", ""), found.get("params", {}))

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.requests.append(params["url"])
        elif method == "Network.responseReceived":
            self.statuses[params["response"]["url"]] = params["response"]["status"]
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"])[:2000])
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.complaints.append(json.dumps(params["args"])[:2000])
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")


class Browser:
    """A running Chromium with a profile of its own."""

    def __init__(self, port: int, http: aiohttp.ClientSession) -> None:
        self._port = port
        self._http = http
        self._free: list[str] = []

    @contextlib.asynccontextmanager
    async def tab(self, *, width: int = 1280, height: int = 900) -> AsyncIterator[Tab]:
        """A page with no cookies or storage of another; scripts that one before it loaded are still there."""
        async with self._http.ws_connect(await self._browser_socket(), max_msg_size=0) as socket:
            root = Tab(socket)
            context = self._free.pop() if self._free else None
            if context is None:
                context = (await root.send("Target.createBrowserContext"))["browserContextId"]
            target = (await root.send("Target.createTarget", url="about:blank", browserContextId=context))[
                "targetId"
            ]
            address = f"http://127.0.0.1:{self._port}/devtools/page/{target}"
            page = Tab(await self._http.ws_connect(address, max_msg_size=0))
            try:
                await page.open(width=width, height=height)
                yield page
            finally:
                try:
                    for origin in page.origins():
                        await page.send(
                            "Storage.clearDataForOrigin", origin=origin, storageTypes="cookies,local_storage"
                        )
                    await root.send("Target.closeTarget", targetId=target)
                    await root.send("Storage.clearCookies", browserContextId=context)
                    self._free.append(context)
                finally:
                    await page.close()
                    await root.close()

    async def _browser_socket(self) -> str:
        async with self._http.get(f"http://127.0.0.1:{self._port}/json/version") as answer:
            return str((await answer.json())["webSocketDebuggerUrl"])


@contextlib.asynccontextmanager
async def running(chromium: Path) -> AsyncIterator[Browser]:
    """Start Chromium, and end it with its profile when done."""
    profile = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="chromium-"))
    process = await asyncio.create_subprocess_exec(
        str(chromium),
        *FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        port = await _port(profile / "DevToolsActivePort", process)
        async with aiohttp.ClientSession() as http:
            yield Browser(port, http)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(10):
                await process.wait()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await asyncio.to_thread(shutil.rmtree, profile, ignore_errors=True)


async def _port(file: Path, process: asyncio.subprocess.Process) -> int:
    async with asyncio.timeout(PATIENCE):
        while True:
            if process.returncode is not None:
                raise BrowserError(f"Chromium ended at once, with code {process.returncode}")
            lines = (await asyncio.to_thread(_read, file)).splitlines()
            if len(lines) > 1:  # the first one is whole
                return int(lines[0])
            await asyncio.sleep(0.05)


def _read(file: Path) -> str:
    return file.read_text() if file.exists() else ""
