"""The settings of the server, whatever files and variables somebody left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sim.app.starting import options

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = """
[server]
address = "0.0.0.0"
enableStaticServing = true
enableCORS = false
enableXsrfProtection = false
maxUploadSize = 100000
scriptHealthCheckEnabled = true
sslCertFile = "/etc/passwd"
trustedUserHeaders = {X-User = "user"}
baseUrlPath = "elsewhere"
[browser]
gatherUsageStats = true
[client]
showErrorDetails = "full"
[global]
developmentMode = true
[theme]
base = "http://evil.example/theme.toml"
"""
SHOWN = """
from sim.app.starting import _application, options
application, page = _application(options("127.0.0.1", 8501), lambda: None)
from streamlit import config, secrets
from streamlit.config import get_config_options
for key, option in get_config_options().items():
    given = options("127.0.0.1", 8501)
    if key == "server.cookieSecret":
        print(key, len(option.value), option.value == "known")
    elif key.replace(".", "_") in given:
        assert option.value == given[key.replace(".", "_")], key
    else:
        assert option.where_defined == "<default>", (key, option.where_defined)
print(secrets.load_if_toml_exists(), b"<html" in page)
"""


def _left(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text(text, "utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "known"', "utf-8")


def test_no_file_and_no_variable_changes_what_is_safe(tmp_path: Path) -> None:
    _left(tmp_path / "work", HOSTILE)
    _left(tmp_path / "home", HOSTILE.replace("elsewhere", "not toml = = "))
    variables = {
        "HOME": str(tmp_path / "home"), "USERPROFILE": str(tmp_path / "home"),
        "STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "STREAMLIT_SERVER_COOKIE_SECRET": "known",
        "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "true",
        "STREAMLIT_GLOBAL_DEVELOPMENT_MODE": "true", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=tmp_path / "work", env={**os.environ, **variables},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.split() == ["server.cookieSecret", "64", "False", "False", "True"]


def test_the_secret_of_cookies_is_new_each_time() -> None:
    first, second = (options("::1", 1)["server_cookieSecret"] for _ in range(2))
    assert first != second
