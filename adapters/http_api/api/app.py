"""The app of the API: its addresses, and how each refusal is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from adapters.http_api.api.answers import Answering, Kept, Stamps
from adapters.http_api.api.described import PROBLEMS, TITLE, WORDS, own_description
from adapters.http_api.api.gate import KeyGate
from adapters.http_api.api.params import only_known
from adapters.http_api.api.routes.events import event_routes
from adapters.http_api.api.routes.guilds import guild_routes
from adapters.http_api.api.routes.kpis import kpi_routes
from adapters.http_api.api.routes.members import member_routes
from adapters.http_api.api.routes.staying import staying_routes
from adapters.http_api.api.swagger import mount_docs
from adapters.http_api.asgi import API, App, Receive, Scope, Send, is_api
from adapters.http_api.problems import KIND, headers_of, of_error, problem
from domain.kernel.errors import DomainError

if TYPE_CHECKING:
    from application.use_cases import UseCases

PREFIX: Final = API.removesuffix("/")


class Programs:
    """Leads what is asked under PREFIX to the API, and everything else to the pages.

    Not a mount: the pattern of one fits no path with a line break in it, and a page would answer.
    """

    def __init__(
        self, pages: App, use_cases: "UseCases", monotonic: Callable[[], float], *, version: str
    ) -> None:
        self._pages = pages
        api = api_app(use_cases, monotonic, version=version)
        self._api = KeyGate(api, use_cases.recognise_key, monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and is_api(scope):
            await self._api({**scope, "root_path": PREFIX, "app": None}, receive, send)
        else:
            await self._pages(scope, receive, send)


def api_app(use_cases: "UseCases", monotonic: Callable[[], float], *, version: str) -> FastAPI:
    """The API without its gate."""
    api = FastAPI(
        title=TITLE,
        version=version,
        description=WORDS,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        dependencies=[Depends(only_known)],
        responses=PROBLEMS,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    answering = Answering(use_cases=use_cases, kept=Kept(monotonic), stamps=Stamps(use_cases, monotonic))
    for routes in (guild_routes, kpi_routes, staying_routes, member_routes, event_routes):
        api.include_router(routes(answering))
    mount_docs(api)
    api.add_exception_handler(DomainError, _domain_error)
    api.add_exception_handler(RequestValidationError, _not_valid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _bug)
    own_description(api)
    return api


async def _domain_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)  # noqa: S101 - as it was registered
    status, body = of_error(error)
    return _response(status, body)


async def _not_valid(_request: Request, error: Exception) -> Response:
    """What is wrong and where; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as it was registered
    found = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": str(one["msg"])}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['where'].partition('.')[2]}: {one['what']}" for one in found)
    return _response(422, problem(422, detail, errors=found))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as it was registered
    told = _response(error.status_code, problem(error.status_code))
    for name, value in (error.headers or {}).items():
        told.headers[name] = value
    return told


async def _bug(_request: Request, _error: Exception) -> Response:
    """Whoever asked is told that it is ours; the server logs where."""
    return _response(500, problem(500))


def _response(status: int, body: bytes) -> Response:
    return Response(body, status_code=status, media_type=KIND, headers=headers_of(status))
