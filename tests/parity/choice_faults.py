"""Faults in the choice of a site that the parity tests must see, each a wrong reading of D9."""

from __future__ import annotations

from tests.parity.mutants import Mutant

CHOICE_MUTANTS = (
    Mutant(
        "D9",
        "travel does not count",
        "yield self.map.travel[dossier.commune][site] + wait, site",
        "yield wait, site",
    ),
    Mutant(
        "D9",
        "waits do not count",
        "yield self.map.travel[dossier.commune][site] + wait, site",
        "yield self.map.travel[dossier.commune][site], site",
    ),
    Mutant(
        "D9",
        "ties go to the highest number",
        "min(self.prospects(dossier, home), default=(0, home))[1]",
        "min(self.prospects(dossier, home), key=lambda prospect: (prospect[0], -prospect[1]), "
        "default=(0, home))[1]",
    ),
    Mutant(
        "D9",
        "ties go to the nearest",
        "min(self.prospects(dossier, home), default=(0, home))[1]",
        "min(sorted(self.prospects(dossier, home), key=lambda prospect: "
        "self.map.travel[dossier.commune][prospect[1]]), key=lambda prospect: prospect[0], "
        "default=(0, home))[1]",
    ),
    Mutant(
        "D9",
        "home is always among the choices",
        "if site != home or self.map.home_included:",
        "if True:",
    ),
    Mutant(
        "D9",
        "home is never among the choices",
        "if site != home or self.map.home_included:",
        "if site != home:",
    ),
    Mutant(
        "D9",
        "the last resort is the first that accepts",
        "default=(0, home))[1]",
        "default=(0, (*self.map.accepts[dossier.procedure], home)[0]))[1]",
    ),
    Mutant(
        "D9",
        "all sites accept everything",
        "for site in self.map.accepts[procedure]:",
        "for site in range(len(self.halls)):",
    ),
    Mutant(
        "D9",
        "shut doors do not matter",
        "if not self.opening.lets_in(self.time.now):\n            return NEVER\n        waiting",
        "waiting",
    ),
    Mutant(
        "D9",
        "where nobody serves there is no wait",
        "if not there:\n            return NEVER",
        "if not there:\n            return 0",
    ),
    Mutant(
        "D9",
        "only who is on duty counts",
        "if skill in o.skills and (o.on_duty or any(map(o.may_serve, waiting)))",
        "if skill in o.skills and o.on_duty",
    ),
    Mutant(
        "D9",
        "whoever is held counts to the end of the job",
        "if skill in o.skills and (o.on_duty or any(map(o.may_serve, waiting)))",
        "if skill in o.skills and (o.on_duty or o.held_for != NEVER)",
    ),
    Mutant(
        "D9",
        "who works after duty counts",
        "if skill in o.skills and (o.on_duty or any(map(o.may_serve, waiting)))",
        "if skill in o.skills and (o.on_duty or o.job is not None)",
    ),
    Mutant(
        "D9",
        "officers need no skill",
        "if skill in o.skills and (o.on_duty or any(map(o.may_serve, waiting)))",
        "if o.on_duty or any(map(o.may_serve, waiting))",
    ),
    Mutant(
        "D9",
        "an idle officer does not matter",
        "if any(officer.is_available() for officer in there):",
        "if False:",
    ),
    Mutant(
        "D9",
        "the one who comes does not count",
        "return (n_ahead + 1) * service // len(there)",
        "return n_ahead * service // len(there)",
    ),
    Mutant(
        "D9",
        "one officer serves them all",
        "return (n_ahead + 1) * service // len(there)",
        "return (n_ahead + 1) * service",
    ),
    Mutant(
        "D9",
        "waits are rounded up",
        "return (n_ahead + 1) * service // len(there)",
        "return -(-(n_ahead + 1) * service // len(there))",
    ),
    Mutant(
        "D9",
        "only the same need waits before one",
        "sum(visit.skill in theirs for visit in waiting)",
        "sum(visit.skill == skill for visit in waiting)",
    ),
    Mutant(
        "D9",
        "all who wait are before one",
        "sum(visit.skill in theirs for visit in waiting)",
        "len(waiting)",
    ),
    Mutant(
        "D9",
        "intake work is before one",
        "sum(visit.skill in theirs for visit in waiting)",
        "sum(visit.skill in theirs for visit in waiting) "
        "+ sum(len(tray) for tray in self.trays.values())",
    ),
    Mutant(
        "D9",
        "mean service is that of home",
        "self.map.service[procedure][site])",
        "self.map.service[procedure][home])",
    ),
    Mutant(
        "D9",
        "service does not depend on the site",
        "service = at_site(undecided.service, share)",
        "service = at_site(undecided.service, 1.0)",
    ),
    Mutant(
        "D9",
        "later visits do not depend on the site",
        "dossier.supplement = at_site(undecided.supplement, share)",
        "dossier.supplement = at_site(undecided.supplement, 1.0)",
    ),
    Mutant(
        "D9",
        "a visit to collect does not depend on the site",
        "dossier.collect = at_site(undecided.collect, share)",
        "pass",
    ),
    Mutant(
        "D9",
        "durations are rounded down",
        "return max(1, int(duration / productive_share + 0.5))",
        "return max(1, int(duration / productive_share))",
    ),
    Mutant(
        "D9",
        "what takes no time takes none",
        "return max(1, int(duration / productive_share + 0.5))",
        "return int(duration / productive_share + 0.5)",
    ),
    Mutant(
        "D9",
        "lead times forget the site",
        "dossier.lead = int(undecided.lead * self.map.standard_day[unit] + 0.5)",
        "pass",
    ),
    Mutant(
        "D9",
        "a standard day is the same everywhere",
        "undecided.lead * self.map.standard_day[unit]",
        "undecided.lead * self.map.standard_day[0]",
    ),
    Mutant(
        "D9",
        "all choose before anybody arrives",
        "return self.dossier.filed_at, self.dossier.number, Purpose.FILE",
        "return self.dossier.filed_at, self.dossier.number - (1 << 40), Purpose.FILE",
    ),
    Mutant(
        "D9",
        "all choose after everybody has arrived",
        "return self.dossier.filed_at, self.dossier.number, Purpose.FILE",
        "return self.dossier.filed_at, self.dossier.number + (1 << 40), Purpose.FILE",
    ),
    Mutant(
        "D9",
        "sites choose in their order, not by dossier",
        "heappush(self.coming, (comer.ticket, comer))\n            yield",
        "heappush(self.coming, ((comer.ticket[0], comer.dossier.site, *comer.ticket[1:]), comer))"
        "\n            yield",
    ),
)
