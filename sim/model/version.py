"""Which rules the model follows, as a number that is raised by hand."""

from __future__ import annotations

MODEL_VERSION = 1
"""Raise it by one, in the same commit, whenever what is simulated changes on purpose: a rule of
docs/model.md, a draw or its place in a stream, the order of events, how a measure is defined, a
default of the scenario format. Then renew the baselines (`check --update`). Leave it alone for
what must not show in any journal: speed, layout of the code, reports, words, new commands.

While the number, the seed, the scenario and the platform stay the same, `check` demands results
that are equal to the last bit; so a change that was not meant to show cannot slip in unnoticed."""
