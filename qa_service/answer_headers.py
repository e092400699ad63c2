"""What every answer carries beside its content, and the ring that wakes the workers.

A plain ASGI wrapper: the one of Starlette for functions starts a task and a stream for each request.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa_service.jobs.model import Waker
from qa_service.web import SAFE_METHODS

WORKER = "/app/sw.js"
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; "
        "style-src 'self'; connect-src 'self'; worker-src 'self' blob:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


class AnswerHeaders:
    """Adds the headers, and rings when a request that may have left work is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a `send` that adds them to the beginning of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope["path"])
                if scope["method"] not in SAFE_METHODS:
                    waker: Waker = scope["app"].state.house.waker
                    waker.ring()
            await send(message)

        await self.app(scope, receive, completed)


def _add(headers: MutableHeaders, path: str) -> None:
    if not path.startswith("/docs"):
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
    if path == WORKER:
        # the page behind a label lies outside /app/ and must open without network too
        headers["service-worker-allowed"] = "/"
        headers["cache-control"] = "no-cache"
    if path.startswith("/api/"):
        headers.setdefault("cache-control", "no-store")
