"""What an audit says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

AUDIT: Mapping[str, Word] = {
    "title": Word("Audit of {scenario}"),
    "basis": Word(
        "Read off the journals of {replications} replications. Little's law and the two engines: "
        "days at sites chosen by chance, played again event by event by the readable engine."
    ),
    "law": Word("What must always hold"),
    "checked": Word("Checked"),
    "violations": Word("Violations"),
    "largest": Word("Largest\ndiscrepancy"),
    "verdict": Word("Verdict"),
    "holds": Word("holds"),
    "broken": Word("BROKEN"),
    "unseen": Word("Nothing was checked: no replication was played in this process."),
    "all_hold": Word("Every law holds."),
    "some_broken": Word(
        "{n} of {laws} laws are broken: do not rely on these results. The first cases:"
    ),
    "sheet": Word("Audit"),
    "scenario": Word("Scenario"),
    "first_cases": Word("First cases"),
    "seconds": Word("{value} s"),
    "visit_minutes": Word("{value} visit min"),
    "nothing": Word("0"),
}

LAWS: Mapping[str, Word] = {
    "ends_once": Word("Every visit ends exactly once"),
    "waits": Word("Waits from 0 to patience, services as long as drawn"),
    "one_at_a_time": Word("An officer is at one job at a time"),
    "skills": Word("Officers serve within their skills"),
    "on_duty": Word("Services start on duty or held"),
    "nobody_idle": Word("No officer is free while somebody they can serve waits"),
    "ticket_order": Word("Ticket order within site, class and skill"),
    "visits": Word("Visits in = out + left"),
    "dossiers": Word("Dossiers in = out + left"),
    "minutes": Word("Staff minutes: duty + overtime = work + idle"),
    "little": Word("Little's law: integral of the queue = sum of waits"),
    "engines": Word("Both engines give the same journal"),
}

COUNTED: Mapping[str, Word] = {
    "visits": Word("{n} visits"),
    "waits": Word("{n} waits"),
    "services": Word("{n} services"),
    "works": Word("{n} intakes of online dossiers"),
    "held": Word("{n} by officers held"),
    "officer_days": Word("{n} duties"),
    "stretches": Word("{n} idle stretches"),
    "holds": Word("{n} holds"),
    "pairs": Word("{n} pairs"),
    "drawn": Word("{n} drawn"),
    "caused": Word("{n} caused"),
    "ended": Word("{n} ended"),
    "open": Word("{n} open"),
    "filed": Word("{n} filed"),
    "done": Word("{n} done"),
    "lost": Word("{n} lost"),
    "unclaimed": Word("{n} unclaimed"),
    "left": Word("{n} left"),
    "minutes": Word("{n} minutes"),
    "site_days": Word("{n} days at sites"),
    "waited_minutes": Word("{n} minutes waited"),
    "compared": Word("{n} visits and dossiers"),
    "whole_days": Word("{n} days of the whole network"),
}

CASE: Mapping[str, Word] = {
    "replication": Word("replication {n}"),
    "site": Word("site {site}"),
    "visit": Word("visit to {purpose} of dossier {dossier}, no. {repetition}"),
    "dossier": Word("dossier {dossier}"),
    "officer": Word("officer {officer}"),
    "off": Word("off by {off}"),
    "never": Word("never"),
    "joined": Word("ticket {at}"),
    "called": Word("called {at}"),
    "left": Word("left {at}"),
    "called_again": Word("called in the replay {at}"),
    "left_again": Word("left in the replay {at}"),
    "arrived": Word("arrived {at}"),
    "begun": Word("begun {at}"),
    "begun_again": Word("begun in the replay {at}"),
    "ended": Word("ended {at}"),
    "free_from": Word("free from {at}"),
    "free_until": Word("free until {at}"),
    "filed": Word("filed {at}"),
    "accepted": Word("accepted {at}"),
    "ready": Word("ready {at}"),
    "finished": Word("finished {at}"),
    "since": Word("from {at}"),
    "until": Word("until {at}"),
    "purpose_0": Word("file"),
    "purpose_1": Word("supplement"),
    "purpose_2": Word("collect"),
    "purpose_3": Word("enquire"),
}
