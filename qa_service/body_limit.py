"""The largest body that is taken. Reading more raises, so that the refusal is worded like every other one."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# a sender that is cut off may never read why: a body somewhat over the limit is heard to its end first
HEARD_OUT = 4
BYTES_PER_MB = 1_000_000


class BodyTooLarge(HTTPException):
    """More than is taken; an HTTPException because forms and JSON let nothing else through."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(413)
        self.most_mb = most_bytes / BYTES_PER_MB


class BodyLimit:
    """Counts what is read, and looks at what is announced; nothing of a body that is too large is kept."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self.app = app
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a `receive` that raises BodyTooLarge."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced_bytes = _announced(scope)
        taken_bytes = 0

        async def limited() -> Message:
            nonlocal taken_bytes
            message = await receive()
            taken_bytes += len(message.get("body", b""))
            if max(taken_bytes, announced_bytes) <= self.most_bytes:
                return message
            while (
                message.get("more_body", False)
                and max(taken_bytes, announced_bytes) <= HEARD_OUT * self.most_bytes
            ):
                message = await receive()
                taken_bytes += len(message.get("body", b""))
            raise BodyTooLarge(self.most_bytes)

        await self.app(scope, limited, send)


def _announced(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isdecimal() else 0
