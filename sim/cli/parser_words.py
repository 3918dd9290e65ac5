"""What click says by itself, so far as our commands let it, for translators.

It asks for these texts by `gettext`, which `language.speaking` answers. Of another version of click
some may be worded otherwise; those are said in English.
"""

from __future__ import annotations

from sim.said import Said

HELP = (
    Said("Usage:"),
    Said("Options"),
    Said("Commands"),
    Said("Show this message and exit."),
    Said("default: {default}"),
    Said("env var: {var}"),
    Said("required"),
)
"""Of help."""

COMPLAINTS = (
    Said("Missing command."),
    Said("Missing argument"),
    Said("Missing option"),
    Said("No such option {name!r}."),
    Said("No such command {name!r}."),
    Said("Did you mean {possibility}?"),
    Said("(Did you mean one of: {possibilities}?)"),
    Said("Option {name!r} requires an argument."),
    Said("Option {name!r} does not take a value."),
    Said("Got unexpected extra argument ({args})"),
    Said("Got unexpected extra arguments ({args})"),
    Said("Invalid value: {message}"),
    Said("Invalid value for {param_hint}: {message}"),
    Said("{value!r} is not one of {choices}."),
    Said("{value!r} is not a valid {number_type}."),
    Said("{value} is not in the range {range}."),
    Said("{name} {filename!r} does not exist."),
    Said("{name} {filename!r} is a file."),
    Said("{name} {filename!r} is a directory."),
    Said("{name} {filename!r} is not readable."),
    Said("Could not open file {filename!r}: {message}"),
    Said("unknown error"),
)
"""Of command lines that cannot be read."""
