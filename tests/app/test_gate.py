"""Whom the server answers, what it answers, what a page may do; with a fake behind the gate."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from sim.app import gate as gates
from sim.app import logs, uploads
from sim.app.gate import Gate, headers
from sim.app.uploads import Uploads

PAGE = b"<html><script>a = 1</script><script src='x.js'></script></html>"


async def _behind(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    given = [
        (b"Access-Control-Allow-Origin", b"*"), (b"x-frame-options", b"ALLOWALL"), (b"etag", b"1"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 200, "headers": given})
    await send({"type": "http.response.body", "body": b""})


class _Uploads(Uploads):
    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, list[int]] = {}

    def kept(self) -> dict[str, list[int]]:
        return self.files


def _asked(
    path: str = "/", *, host: str = "localhost:8501", method: str = "GET", kind: str = "http",
    gate: Gate | None = None, **more: str,
) -> list[Any]:  # fmt: skip
    """What is sent back."""
    pairs = [(b"host", host.encode())] if host else []
    pairs += [(name.encode(), value.encode()) for name, value in more.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": pairs}
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": f"{kind}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    gate = gate or Gate(_behind, ["Planner.Example."], PAGE, _Uploads())
    asyncio.run(gate(scope, receive, send))
    return sent


def _status(*args: Any, **named: Any) -> int:
    return int(_asked(*args, **named)[0]["status"])


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:1", "127.0.0.1:8501", "[::1]:8501", "10.0.0.7", "planner.example",
     "PLANNER.example.:80"],
)  # fmt: skip
def test_names_of_its_own_and_addresses_are_answered(host: str) -> None:
    assert _status(host=host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "x@localhost", "", "[::1",
     "localhost:x", "localhost/evil", "evil.example?localhost", "planner.example.evil", "256.1.1.1",
     "localhost:1#x"],
)  # fmt: skip
def test_other_names_may_lead_here_but_are_not_answered(host: str) -> None:
    assert _status(host=host) == 421
    assert _asked("/_stcore/stream", host=host, kind="websocket")[0]["type"] == "websocket.close"


def test_two_hosts_are_none() -> None:
    sent = _asked(host="localhost", gate=Gate(_behind, [], PAGE, _Uploads()))
    assert sent[0]["status"] == 200
    scope = {"type": "http", "path": "/", "method": "GET", "headers": [(b"host", b"localhost")] * 2}
    assert gates._header(scope, b"host") == ""


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9", "file://"])
def test_pages_of_others_change_nothing_and_see_nothing(origin: str) -> None:
    stream = _asked("/_stcore/stream", kind="websocket", origin=origin)
    assert [each["type"] for each in stream] == ["websocket.close"]
    for method in ("PUT", "DELETE", "POST", "PATCH"):
        assert _status("/_stcore/upload_file/a/b", method=method, origin=origin) == 403


@pytest.mark.parametrize("origin", ["", "http://localhost:8501", "https://LOCALHOST:8501"])
def test_pages_of_its_own_and_programs_are_let(origin: str) -> None:
    stream = _asked("/_stcore/stream", kind="websocket", origin=origin)
    assert [each["type"] for each in stream] == ["websocket.accept"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/static/js/x.js", 200), ("/media/1.csv", 200), ("/_stcore/health", 200),
     ("/_stcore/metrics", 404), ("/_stcore/agent/interact", 404), ("/_stcore/", 404),
     ("/_stcore/script-health-check", 404), ("/auth/login", 404), ("/oauth2callback", 404),
     ("/app/static/secret", 404)],
)  # fmt: skip
def test_only_what_a_page_needs_is_there(path: str, status: int) -> None:
    assert _status(path) == status


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        (
            {"host": "evil.example"},
            "This name does not lead here as far as the app knows. Whoever starts it can name it "
            "with --name.\n"
            "Ứng dụng không biết tên này dẫn đến đây. Người khởi động ứng dụng có thể nêu tên bằng "
            "--name.\n",
        ),
        (
            {"path": "/_stcore/metrics"},
            "There is nothing here.\nKhông có gì ở đây.\n",
        ),
        (
            {"path": "/x", "method": "POST", "origin": "http://evil.example"},
            "This was asked by the page of somebody else.\n"
            "Yêu cầu này do một trang khác gửi đến.\n",
        ),
    ],
)  # fmt: skip
def test_a_refusal_says_why_in_both_languages(asked: dict[str, str], lines: str) -> None:
    start, body = _asked(**asked)
    assert start["headers"][0] == (b"content-type", b"text/plain; charset=utf-8")
    assert body["body"].decode() == lines


def test_too_many_uploads_are_told_so_in_both_languages() -> None:
    found = _Uploads()
    found.files = {"me": [1] * uploads.MOST_FILES}
    gate = Gate(_behind, [], PAGE, found)
    _, body = _asked("/_stcore/upload_file/me/file", method="PUT", gate=gate)
    assert body["body"].decode() == (
        "Too many tabs or uploads at once; try again in a minute.\n"
        "Quá nhiều thẻ hoặc tệp tải lên cùng lúc; hãy thử lại sau một phút.\n"
    )


def test_every_answer_keeps_the_browser_here() -> None:
    for path in ("/", "/_stcore/metrics"):
        found = [(k.decode().lower(), v.decode()) for k, v in _asked(path)[0]["headers"]]
        named = dict(found)
        assert len(named) == len(found)
        assert named["x-frame-options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in named["content-security-policy"]
        assert "default-src 'self'" in named["content-security-policy"]
        assert not [name for name in named if name.startswith("access-control-allow")]
    assert "etag" in [name.decode() for name, _ in _asked("/")[0]["headers"]]


def _given(cookie: str | None = None, path: str = "/") -> list[str]:
    """The cookies that an answer gives."""
    kinds = {"/": b"text/html; charset=utf-8", "/x.js": b"text/javascript"}

    async def behind(scope: Any, _receive: Any, send: Any) -> None:
        head = [(b"content-type", kinds[scope["path"]])]
        await send({"type": "http.response.start", "status": 200, "headers": head})

    more = {} if cookie is None else {"cookie": cookie}
    (start,) = _asked(path, gate=Gate(behind, [], PAGE, _Uploads()), **more)
    return [value.decode() for name, value in start["headers"] if name == b"set-cookie"]


def test_a_browser_gets_one_cookie_that_nobody_guesses_and_no_script_reads() -> None:
    (one,), (other,) = _given(), _given("motcua=short; x=1")
    assert one.split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Lax"]
    secret = one.split(";")[0].removeprefix("motcua=")
    assert gates.SECRET.fullmatch(secret)
    assert one != other
    assert _given(f"x=1; motcua={secret}; y=2") == []
    assert len(_given(f"amotcua={secret}")) == 1
    assert _given(path="/x.js") == []


def test_only_the_scripts_of_the_page_itself_run() -> None:
    policy = dict(headers(PAGE))[b"content-security-policy"].decode()
    (scripts,) = [each for each in policy.split("; ") if each.startswith("script-src")]
    # printf 'a = 1' | openssl dgst -sha256 -binary | base64
    assert scripts == "script-src 'self' 'sha256-tbwf/ZCRL7GL7259gJCRksemSSiWMgFW1n+68QTGVEo='"


def test_so_many_tabs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MOST_TABS", 0)
    assert _asked("/_stcore/stream", kind="websocket")[0]["type"] == "websocket.close"
    monkeypatch.setattr(gates, "MOST_TABS", 1)
    gate = Gate(_behind, [], PAGE, _Uploads())
    for _ in range(3):  # a tab that is closed makes room
        sent = _asked("/_stcore/stream", kind="websocket", gate=gate)
        assert sent[0]["type"] == "websocket.accept"


def test_what_is_neither_goes_through() -> None:
    seen: list[str] = []

    async def behind(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    _asked(kind="lifespan", gate=Gate(behind, [], PAGE, _Uploads()))
    assert seen == ["lifespan"]


def test_files_are_few_for_each_and_bounded_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/_stcore/upload_file/me/file"
    found = _Uploads()
    gate = Gate(_behind, [], PAGE, found)
    found.files = {"me": [1] * (uploads.MOST_FILES - 1), "other": [1] * uploads.MOST_FILES}
    assert _status(path, method="PUT", gate=gate) == 200
    assert _status(path.replace("me", "other"), method="PUT", gate=gate) == 429
    assert _status(path.replace("me", "other"), method="DELETE", gate=gate) == 200
    monkeypatch.setattr(uploads, "MOST_IN_ALL", 2 * uploads.MOST_FILES - 1)
    assert _status(path, method="PUT", gate=gate) == 429
    found.files = {}
    assert all(found.begin("me") for _ in range(uploads.MOST_AT_ONCE))
    assert _status(path, method="PUT", gate=gate) == 429
    found.end()
    assert _status(path, method="PUT", gate=gate) == 200


def test_log_lines_steer_no_terminal() -> None:
    try:
        raise ValueError("\x1b[2J")
    except ValueError as error:
        told = (ValueError, error, error.__traceback__)
    made = logs.record("sim", logging.ERROR, "f", 1, "%s failed", ("a\x1b[31m\u202e",), told)
    text = logging.Formatter("%(message)s").format(made)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.startswith("a\\x1b[31m\\u202e failed\nTraceback")
    assert logs.record("sim", logging.ERROR, "f", 1, "%d", ("x",), None).args == ("x",)
