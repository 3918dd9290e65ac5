"""What stands before the server: whom it answers, what it answers, and what a page may do.

Streamlit lets any name in its Host header (a page of somebody else can make its own name lead here:
DNS rebinding), and asks the internet for this computer's address when it meets a foreign Origin.
Both end here, before Streamlit sees them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sim.app.uploads import Uploads
from sim.report.catalogue import tongue
from sim.report.word import LANGS
from sim.said import Said

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_TABS = 64
"""Open at once, of all users together."""
CORE = "/_stcore/"
NEEDED = ("health", "host-config", "stream", "upload_file/")
"""Of the server's own addresses below that; nobody here asks for others (figures, agents)."""
CLOSED = ("/auth/", "/oauth2callback", "/app/")
TOO_MANY = Said("Too many tabs or uploads at once; try again in a minute.")
COOKIE = "motcua"
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 bytes at random, as that cookie has them."""
_READS = ("GET", "HEAD", "OPTIONS")
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def headers(page: bytes, more: Iterable[bytes] = ()) -> list[tuple[bytes, bytes]]:
    """What every answer says to the browser: load from here alone, show in no frame of others.

    `page` is the page of the server; the scripts written in it, and `more`, are let by their
    digests.
    """
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(each).digest()).decode()}'"
        for each in (*_INLINE.findall(page), *more)
    ]
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *digests]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    said = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-frame-options": "SAMEORIGIN",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    return [(name.encode(), value.encode()) for name, value in said.items()]


class Gate:
    """Lets through to an ASGI application what is meant for it."""

    def __init__(
        self, application: Application, names: Iterable[str], page: bytes, uploads: Uploads,
        more: Iterable[bytes] = (),
    ) -> None:  # fmt: skip
        """Guard an application that is reached under these names, and under addresses as such."""
        self._application, self._uploads, self._headers = application, uploads, headers(page, more)
        self._names = frozenset(name.lower().rstrip(".") for name in (*names, "localhost"))
        self._tabs = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] == "http":
            await self._request(scope, receive, self._saying(send, _cookie(scope)))
        elif scope["type"] == "websocket":
            await self._tab(scope, receive, send)
        else:
            await self._application(scope, receive, send)

    async def _request(self, scope: Message, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(send, *refusal)
            return
        session = _session_of_upload(scope)
        if session is None:
            await self._application(scope, receive, send)
        elif not self._uploads.begin(session):
            await _refuse(send, 429, TOO_MANY)
        else:
            try:
                await self._application(scope, receive, send)
            finally:
                self._uploads.end()

    async def _tab(self, scope: Message, receive: Receive, send: Send) -> None:
        if self._refusal(scope) is not None or self._tabs >= MOST_TABS:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        self._tabs += 1
        try:
            await self._application(scope, receive, send)
        finally:
            self._tabs -= 1

    def _refusal(self, scope: Message) -> tuple[int, Said] | None:
        """The code and the reason; None for what is let through."""
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if not self.is_own(host):
            return 421, Said(
                "This name does not lead here as far as the app knows. Whoever starts it can name "
                "it with --name."
            )
        path = scope["path"]
        core = path.removeprefix(CORE) if path.startswith(CORE) else None
        if path.startswith(CLOSED) or (core is not None and not core.startswith(NEEDED)):
            return 404, Said("There is nothing here.")
        changes = scope["type"] == "websocket" or scope["method"] not in _READS
        if changes and origin and urlsplit(origin).netloc.lower() != host.lower():
            return 403, Said("This was asked by the page of somebody else.")
        return None

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this server.

        Any address as such does: unlike a name, nobody else can make it lead here.
        """
        try:
            parts = urlsplit(f"//{host}")
            name, _ = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return False
        if parts.netloc != host or "@" in host:
            return False
        try:
            ip_address(name)
        except ValueError:
            return name in self._names
        return True

    def _saying(self, send: Send, cookie: bytes | None) -> Send:
        """The same with the headers of every answer, and none that lets pages of others read.

        A page gives the cookie to a browser that has none.
        """

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in self._headers}
                kept = [
                    (name, value)
                    for name, value in message.get("headers", [])
                    if name.lower() not in own
                    and not name.lower().startswith(b"access-control-allow-")
                ]
                is_page = dict(kept).get(b"content-type", b"").startswith(b"text/html")
                given = [(b"set-cookie", cookie)] if cookie and is_page else []
                message = {**message, "headers": kept + self._headers + given}
            await send(message)

        return said


def _cookie(scope: Message) -> bytes | None:
    """A cookie for a browser that has none, by which it finds its study when it loads a page again.

    Lax: a link in a mail must not make a browser forget the one that it has.
    """
    for each in _header(scope, b"cookie").split(";"):
        name, _, value = each.strip().partition("=")
        if name == COOKIE and SECRET.fullmatch(value):
            return None
    return f"{COOKIE}={secrets.token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Lax".encode()


def _session_of_upload(scope: Message) -> str | None:
    """Whose file is sent; None for all other requests."""
    start = f"{CORE}upload_file/"
    if scope["method"] != "PUT" or not scope["path"].startswith(start):
        return None
    return str(scope["path"]).removeprefix(start).split("/")[0]


def _header(scope: Message, name: bytes) -> str:
    """A header; empty where it is missing, and where it comes twice: no honest browser does so."""
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""


async def _refuse(send: Send, code: int, reason: Said) -> None:
    """Say why, in every language: who asks has chosen none, or nothing that can be relied on."""
    lines = [f"{tongue(lang).say(reason)}\n" for lang in LANGS]
    await send({
        "type": "http.response.start", "status": code,
        "headers": [(b"content-type", b"text/plain; charset=utf-8")],
    })  # fmt: skip
    await send({"type": "http.response.body", "body": "".join(lines).encode()})
