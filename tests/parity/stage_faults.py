"""Faults of stages (R10), each a wrong reading of one rule; the staged corpus must see them all."""

from __future__ import annotations

from tests.parity.mutants import Mutant

STAGE_MUTANTS = (
    Mutant(
        "R10",
        "patience is not renewed",
        "            until = self.time.now + visit.patience\n",
        "            until = max(self.time.now, visit.arrived_at + visit.patience)\n",
    ),
    Mutant(
        "R10",
        "the ticket of the arrival is kept",
        "self.turn = (now, *self.ticket[1:]) if self.stage else self.ticket",
        "self.turn = self.ticket",
    ),
    Mutant(
        "R10",
        "tickets of one instant by who moves on first",
        "        if not line or line[-1].turn < visit.turn:\n",
        "        if True:\n",
    ),
    Mutant(
        "R10",
        "the next stage is joined after dispatch",
        "            self.move_on(job)\n",
        "            self.time.at(\n"
        "                self.time.now, EventRank.ABANDONMENT, lambda _: self.move_on(job)\n"
        "            )\n",
    ),
    Mutant(
        "R10",
        "only who has just become free is asked",
        "in sorted(filter(Officer.is_available, self.officers), key=Officer.turn):\n",
        "in sorted(\n"
        "            (o for o in self.officers\n"
        "             if o.is_available() and self.time.now in (o.free_at, o.duty_from)),\n"
        "            key=Officer.turn,\n"
        "        ):\n",
    ),
    Mutant(
        "R10",
        "held see the first of each line alone, even if a hold is not for them",
        "        anywhere = self.rules.has_stages and not officer.on_duty\n",
        "        anywhere = False\n",
    ),
    Mutant(
        "R10",
        "held are not let go when they take up intake work",
        "            if officer.held_for != NEVER:\n                self.let_go(officer)\n",
        "            if officer.held_for != NEVER and self.next_work_for(officer) is None:\n"
        "                self.let_go(officer)\n",
    ),
    Mutant(
        "R10",
        "held are let go as soon as they find nobody",
        "        if not self.closing.may_bring_somebody(officer):\n",
        "        if True:\n",
    ),
    Mutant(
        "R10",
        "held are never let go while the hall is closing",
        "        if not self.closing.may_bring_somebody(officer):\n",
        "        if not self.closing.is_closing:\n",
    ),
    Mutant(
        "R10",
        "held over a break for who moves on",
        "        if not self.is_closing:\n            return False\n",
        "",
    ),
    Mutant(
        "R10",
        "held for who is served at their last stage within the skills",
        "if self.waiting else self.way[self.stage + 1 :]",
        "if self.waiting else self.way[self.stage :]",
    ),
    Mutant(
        "R10",
        "held for the next stage alone",
        "            for skill, _ in visit.stages_ahead\n",
        "            for skill, _ in visit.stages_ahead[:1]\n",
    ),
    Mutant(
        "R10",
        "held for who waits alone, not for who is served",
        "for visit in (*self.hall.line.everybody(), *served)",
        "for visit in self.hall.line.everybody()",
    ),
    Mutant(
        "R10",
        "held for who is served alone, not for who waits",
        "for visit in (*self.hall.line.everybody(), *served)",
        "for visit in served",
    ),
    Mutant(
        "R10",
        "held for visits of after the hold",
        "            visit.arrived_at < officer.held_for and skill in officer.skills\n",
        "            skill in officer.skills\n",
    ),
    Mutant(
        "R10",
        "held for tickets of a stage from before the close",
        "return visit.skill in self.skills and (self.on_duty or visit.arrived_at < self.held_for)",
        "return visit.skill in self.skills and (self.on_duty or visit.turn[0] < self.held_for)",
    ),
    Mutant(
        "R10",
        "an abandonment lets nobody go",
        "        if self.closing.is_closing:\n            for officer",
        "        if False:\n            for officer",
    ),
    Mutant(
        "R10",
        "nobody is sent home at once while the hall is closing",
        "            self.is_closing and not self.is_somebody_held_for(visit)\n",
        "            False\n",
    ),
    Mutant(
        "R10",
        "everybody who moves on is sent home while the hall is closing",
        "            self.is_closing and not self.is_somebody_held_for(visit)\n",
        "            self.is_closing\n",
    ),
    Mutant(
        "R10",
        "who is busy does not save who moves on",
        "            visit.skill in officer.skills and visit.arrived_at < officer.held_for\n",
        "            visit.skill in officer.skills\n"
        "            and visit.arrived_at < officer.held_for\n"
        "            and (officer.job is None or self.time.now == officer.held_for)\n",
    ),
    Mutant(
        "R10",
        "duty after the close saves who moves on",
        "            visit.skill in officer.skills and visit.arrived_at < officer.held_for\n",
        "            visit.skill in officer.skills\n"
        "            and (\n"
        "                visit.arrived_at < officer.held_for\n"
        "                or (\n"
        "                    officer.on_duty\n"
        "                    and not officer.was_on_duty_just_before(self.time.now)\n"
        "                )\n"
        "            )\n",
    ),
    Mutant(
        "R10",
        "who moves on after the clearing waits until the doors open",
        "self.time.now < self.shut_until or (",
        "False or (",
    ),
    Mutant(
        "R10",
        "the hall is shut even when the doors are open again",
        "            self.shut_until = opens_at\n",
        "            self.shut_until = opens_at + 3_600_000\n",
    ),
    Mutant(
        "R10",
        "service at a stage without the productive share",
        "(skill, max(1, int(time / share + 0.5)))",
        "(skill, max(1, int(time + 0.5)))",
    ),
    Mutant(
        "R10",
        "service at a stage is cut off, not rounded",
        "(skill, max(1, int(time / share + 0.5)))",
        "(skill, max(1, int(time / share)))",
    ),
    Mutant(
        "R10",
        "who comes again goes on at the stage that was left",
        "        if again.way:\n            again.enter_stage(0)\n",
        "        if again.way:\n            again.enter_stage(visit.stage)\n",
    ),
    Mutant(
        "R10",
        "the main stage comes first",
        "            if visit.way:\n                visit.enter_stage(0)\n",
        "            visit.way = tuple(sorted(visit.way))\n"
        "            if visit.way:\n                visit.enter_stage(0)\n",
    ),
    Mutant(
        "R10",
        "the skill of the stage before",
        "self.skill, self.service = self.way[stage]",
        "self.skill, self.service = self.way[max(stage - 1, 0)][0], self.way[stage][1]",
    ),
    Mutant(
        "R10",
        "one balks at a later stage too",
        "        visit.take_ticket(self.time.now)\n        self.wait(visit)\n        self.closing",
        "        if self.rules.balk_at != NEVER and self.line.n_waiting >= self.rules.balk_at:\n"
        "            visit.leave_line(self.time.now, Fate.BALKED)\n"
        "            visit.given_up = True\n"
        "            return self.lives.visit_ended(visit)\n"
        "        visit.take_ticket(self.time.now)\n        self.wait(visit)\n        self.closing",
    ),
    Mutant(
        "R10",
        "only the line for the first stage makes one balk",
        "self.line.n_waiting >= self.rules.balk_at",
        "sum(v.stage == 0 for v in self.line.everybody()) >= self.rules.balk_at",
    ),
    Mutant(
        "R10",
        "the visit was called at its last stage",
        "        if self.stage == 0:\n            self.called_at = now\n",
        "        self.called_at = now\n",
    ),
    Mutant(
        "R10",
        "a stage that is left unserved says no more than that it is open",
        "            self.passages[-1].left_at, self.passages[-1].fate = now, fate\n",
        "            self.passages[-1].left_at = now\n",
    ),
    Mutant(
        "R10",
        "the officer of the first stage is named",
        "        self.officer = officer\n        if self.stage == 0:\n",
        "        if self.stage == 0:\n            self.officer = officer\n",
    ),
    Mutant(
        "R10",
        "intake begins with the last stage",
        "self.note_intake(officer, visit.dossier, visit.called_at)",
        "self.note_intake(officer, visit.dossier, self.time.now)",
    ),
    Mutant(
        "R10",
        "intake is noted at every stage",
        "if visit.purpose == Purpose.FILE and not visit.has_stages_ahead():",
        "if visit.purpose == Purpose.FILE:",
    ),
    Mutant(
        "R10",
        "who abandons returns by the ticket of the stage",
        "divmod(visit.arrived_at, DAY)",
        "divmod(visit.turn[0], DAY)",
    ),
    Mutant(
        "R10",
        "standing by goes on when duty begins",
        "self.job is None and self.held_for != NEVER and not self.on_duty",
        "self.job is None and self.held_for != NEVER",
    ),
    Mutant(
        "R10",
        "standing by delays the next duty",
        "        return min(officer.free_at + (start - previous_end), end)",
        "        if officer.stood_by:\n"
        "            officer.free_at = max(officer.free_at, officer.stood_by[-1][1])\n"
        "        return min(officer.free_at + (start - previous_end), end)",
    ),
)
