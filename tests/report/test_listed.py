"""Names in a sentence."""

from __future__ import annotations

from sim.report.listed import listed


def test_few_sites_are_named() -> None:
    assert listed(list("abcde"), "en") == "a, b, c, d, e"
    assert listed(list("abcdefg"), "en") == "a, b, c, d, e and 2 more"
    assert listed(list("abcdef"), "vi") == "a, b, c, d, e và 1 nơi khác"
