"""Log lines that nothing in them can steer: a terminal obeys control characters of others."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from sim.errors import visible


def record(*given: Any, **named: Any) -> logging.LogRecord:
    """A record of what is logged, in text that a terminal shows as it is written."""
    made = logging.LogRecord(*given, **named)
    try:
        made.msg, made.args = visible(made.getMessage()), ()
    except (TypeError, ValueError):  # it is told by the handler, as for any bad format
        return made
    if made.exc_info:
        made.exc_text = visible("".join(traceback.format_exception(*made.exc_info))).rstrip()
    return made


def make_inert() -> None:
    """Make every line inert from now on, whoever logs it."""
    logging.setLogRecordFactory(record)
