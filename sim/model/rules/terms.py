"""Words of scenario files that sentences use as words, so that other languages have their own."""

from __future__ import annotations

from sim.said import Said

TIERS = {
    "center": Said("center"),
    "branch": Said("branch"),
    "point": Said("point"),
    "site": Said("site"),
}
"""Tiers of sites; the last one for a site that has none."""

PURPOSES = {
    "file": Said("file"),
    "supplement": Said("supplement"),
    "collect": Said("collect"),
    "enquire": Said("enquire"),
}
"""What people come for."""
