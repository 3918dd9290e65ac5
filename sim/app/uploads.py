"""Files sent to the app: few at a time, few for each user, and bounded in all.

Streamlit bounds each file, keeps it in memory and forgets it with its session, but takes any number
of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized

MOST_FILES = 8
"""Of one session."""
MOST_IN_ALL = 64
"""Of all sessions together."""
MOST_AT_ONCE = 4
"""On their way."""


class Uploads:
    """How many files there are and are on their way."""

    def __init__(self) -> None:
        self._under_way = 0

    def begin(self, session: str) -> bool:
        """Whether one more may come of this session; if so, `end` is called after it."""
        kept = self.kept()
        full = len(kept.get(session, ())) >= MOST_FILES
        if full or self._under_way >= MOST_AT_ONCE or sum(map(len, kept.values())) >= MOST_IN_ALL:
            return False
        self._under_way += 1
        return True

    def end(self) -> None:
        """One has come, or has failed to."""
        self._under_way -= 1

    def kept(self) -> Mapping[str, Sized]:
        """The files that the server keeps in memory, by session."""
        from streamlit.runtime import get_instance

        return dict(get_instance().uploaded_file_mgr.file_storage)  # type: ignore[attr-defined]
