"""What a folder of unfinished work says of itself, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

RESUME: Mapping[str, Word] = {
    "go_on": Word("To go on from here, type the same command with --resume --out {folder}"),
}
"""Said of results that were interrupted."""

UNFINISHED: Mapping[str, Word] = {
    "what": Word(
        "UNFINISHED. This is a folder of motcua, in which results are being made, or were until "
        "the program was ended from outside. Nothing in it is a result."
    ),
    "whole": Word("The results will be in {folder}; if that folder is there, it is whole."),
    "command": Word(
        "Made by process {pid} on {host}, since {started}, in the folder {here}, by the command:"
    ),
    "again": Word(
        "If the program is no longer running, type the same command again with --resume --out "
        "{folder}: replications that were finished are kept here, and it goes on from them. Or "
        "delete this folder."
    ),
    "earlier": Word(
        "If there is a folder named earlier in here, it holds the earlier results of that place; "
        "the next command with the same --out puts them back."
    ),
}
"""Of the file UNFINISHED.txt, in the order of its paragraphs."""
