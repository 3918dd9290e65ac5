"""What all tests share: generated examples are the same in every run, however slow the machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("motcua", deadline=None, derandomize=True)
settings.load_profile("motcua")
