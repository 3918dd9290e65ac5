"""What a check says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

CHECK: Mapping[str, Word] = {
    "ok": Word("{label}: passed"),
    "failed": Word("{label}: FAILED"),
    "exact": Word(
        "Identical to the baseline to the last bit: {replications} replications, seed {seed}, "
        "{first} to {last}."
    ),
    "differs": Word(
        "Not what it was, from replication {number} on, although seed, model version, platform "
        "and scenario are the same. If a rule was changed on purpose, raise MODEL_VERSION and "
        "renew the baseline (--update); if not, something slipped in."
    ),
    "statistical": Word(
        "Compared by statistics: {replications} replications, seed {seed}, {first} to {last}, "
        "against {before} of the baseline, {how}."
    ),
    "paired": Word("pair by pair (same seed)"),
    "unpaired": Word("as two samples (other seed)"),
    "off": Word("Exact mode is off."),
    "seed": Word("Other seed: {before} then, {now} now."),
    "model": Word(
        "Model changed: version {before} then, {now} now. Renew with --update once you agree with "
        "what moved."
    ),
    "platform": Word("Other platform: {before} then, {now} now."),
    "inputs": Word("The scenario is not the one that the baseline was made of."),
    "same": Word("same"),
    "changed": Word("CHANGED"),
    "unclear": Word("unclear"),
    "blank": Word("GONE"),
    "table": Word("Against the baseline"),
    "where": Word("Where"),
    "measure": Word("Measure"),
    "before": Word("Before"),
    "now": Word("Now"),
    "difference": Word("Difference"),
    "allowed": Word("Allowed"),
    "verdict": Word("Verdict"),
    "basis": Word(
        "± holds for all measures and looks at once with 99 %. Changed: the whole interval is "
        "beyond what is allowed; unclear: {most} replications could not tell."
    ),
    "rest": Word("The other {n} measures: same."),
    "sites": Word("Where it moved (no verdict)"),
    "more_sites": Word("... and {n} more."),
    "targets": Word("Targets"),
    "target": Word("Target"),
    "value": Word("Value"),
    "days": Word("Days met"),
    "met": Word("met"),
    "surely_met": Word("surely met"),
    "missed": Word("MISSED"),
    "surely_missed": Word("SURELY MISSED"),
    "targets_met": Word("{met} of {all} targets at sites are met."),
    "not_asserted": Word(
        "{n} target(s) of the scenario are not judged here; `check: true` makes a target one that "
        "must hold."
    ),
    "updated": Word(
        "{label}: baseline of {replications} replications, seed {seed}, {first} to {last}, model "
        "version {model}"
    ),
    "mean": Word("Mean"),
    "resolved": Word("Resolved"),
    "resolved_basis": Word(
        "± is the half-width of 95 % intervals. Resolved: what a check with another seed can tell "
        "apart with {most} replications."
    ),
    "written": Word("Written: {file}"),
    "summary": Word("{ok} of {all} scenarios passed."),
}
