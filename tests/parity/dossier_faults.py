"""Faults in the dossier's life that the parity tests must see, each a wrong reading of one rule."""

from __future__ import annotations

from tests.parity.mutants import Mutant

DOSSIER_MUTANTS = (
    Mutant(
        "D1", "every end of a visit to enquire brings work", "if visit.repetition == 0:", "if True:"
    ),
    Mutant(
        "D1",
        "only a served visit to enquire brings work",
        "if visit.repetition == 0:",
        "if visit.repetition == 0 and visit.fate == Fate.SERVED:",
    ),
    Mutant(
        "D1",
        "an enquirer who stays away files at once",
        "dossier.filed_at if visit.fate == Fate.NO_SHOW else self.time.now",
        "self.time.now",
    ),
    Mutant(
        "D1",
        "an enquirer's work comes when it was filed",
        "dossier.filed_at if visit.fate == Fate.NO_SHOW else self.time.now",
        "max(dossier.filed_at, self.time.now)",
    ),
    Mutant(
        "D1",
        "work comes after the visits of its instant",
        "return self.arrived_at, self.dossier.number, Purpose.FILE",
        "return self.arrived_at, (1 << 60) + self.dossier.number, Purpose.FILE",
    ),
    Mutant(
        "D2",
        "who is held takes work",
        "return self.on_duty and work.skill in self.skills",
        "return work.skill in self.skills",
    ),
    Mutant(
        "D2",
        "work needs no skill",
        "return self.on_duty and work.skill in self.skills",
        "return self.on_duty",
    ),
    Mutant(
        "D2",
        "work goes before visits",
        "visit = self.next_for(officer)",
        "visit = None if self.next_work_for(officer) else self.next_for(officer)",
    ),
    Mutant(
        "D2",
        "last come, first begun",
        "return min(filter(officer.may_take_up, heads)",
        "return max(filter(officer.may_take_up, heads)",
    ),
    Mutant(
        "D2",
        "by dossier, not by arrival",
        "key=lambda work: work.ticket",
        "key=lambda work: work.ticket[1:]",
    ),
    Mutant(
        "D2",
        "work counts for balking",
        "self.line.n_waiting >= self.rules.balk_at",
        "self.line.n_waiting + len(self.trays) >= self.rules.balk_at",
    ),
    Mutant(
        "D2",
        "on arrival the first by index",
        "self.take_up(min(able, key=Officer.turn), work)",
        "self.take_up(able[0], work)",
    ),
    Mutant(
        "D2",
        "work waits for dispatch",
        "if able:\n            self.take_up(",
        "if False:\n            self.take_up(",
    ),
    Mutant(
        "D2",
        "whoever worked has been idle",
        "officer.free_at = until",
        "officer.free_at = until if isinstance(job, Visit) else max(officer.free_at, 0)",
    ),
    Mutant(
        "D3", "the hopeless come back", "elif dossier.outcome == Intake.HOPELESS:", "elif False:"
    ),
    Mutant(
        "D3",
        "calendar days until a supplement",
        "day = self.halls[dossier.site].opening.working_day(today + 1, delay - 1)",
        "day = today + delay",
    ),
    Mutant(
        "D3",
        "today counts, where it is a working day",
        "working_day(today + 1, delay - 1)",
        "working_day(today, delay - 1)",
    ),
    Mutant(
        "D3",
        "follow-ups come to shut doors",
        "arrives_at = self.opening.arrival(wished)",
        "arrives_at = self.opening.before_horizon(wished)",
    ),
    Mutant(
        "D3",
        "follow-ups come to the close",
        "if self.lets_in(wished):",
        "if self.lets_in(wished) or wished in self.closings:",
    ),
    Mutant(
        "D4",
        "the end of the day is the next day",
        "bisect_left(self.day_ends, instant)",
        "bisect_right(self.day_ends, instant)",
    ),
    Mutant(
        "D4",
        "the cut-off is in time",
        "now - date * DAY >= self.procedures.cut_off",
        "now - date * DAY > self.procedures.cut_off",
    ),
    Mutant(
        "D4",
        "the cut-off by the clock, whatever the day",
        "is_late = now - date * DAY",
        "is_late = now % DAY",
    ),
    Mutant(
        "D4",
        "the cut-off for every deadline",
        "is_put_off = dossier.deadline == 0 and is_late",
        "is_put_off = is_late",
    ),
    Mutant(
        "D4",
        "the cut-off for no deadline",
        "is_put_off = dossier.deadline == 0 and is_late",
        "is_put_off = False",
    ),
    Mutant("D4", "mending moves no due day", "dossier.due_day + lost", "dossier.due_day"),
    Mutant(
        "D4",
        "mending moves it by a day too many",
        "dossier.due_day + lost",
        "dossier.due_day + lost + 1",
    ),
    Mutant("D4", "what needs mending joins at once", "if dossier.needs_mending:", "if False:"),
    Mutant(
        "D4",
        "a second supplement begins to count anew",
        "visit.repetition + 1 if visit is not None and is_second else 0",
        "0",
    ),
    Mutant(
        "D4",
        "the unit is always the drawn one",
        "at_site if at_site != NEVER else dossier.unit",
        "dossier.unit",
    ),
    Mutant(
        "D4",
        "every dossier goes on to a unit",
        "if not self.procedures.has_dossiers[dossier.procedure]:",
        "if False:",
    ),
    Mutant("D5", "first accepted first", "(no_due_day, dossier.due_at,", "(no_due_day, 0,"),
    Mutant(
        "D5",
        "without a deadline first",
        "no_due_day = dossier.due_at == NEVER",
        "no_due_day = False",
    ),
    Mutant(
        "D5",
        "by joining, not by acceptance",
        "dossier.accepted_at, dossier.number)\n",
        "self.time.now, dossier.number)\n",
    ),
    Mutant(
        "D5",
        "those of one due day by number",
        "dossier.accepted_at, dossier.number)\n",
        "dossier.number, 0)\n",
    ),
    Mutant("D5", "begun while the unit is shut", "and self.keeps.is_open(now)", ""),
    Mutant(
        "D5",
        "open at the end of a session",
        "instant < self.sessions[begun - 1][1]",
        "instant <= self.sessions[begun - 1][1]",
    ),
    Mutant(
        "D5",
        "work by the clock",
        "if duration == 0:",
        "if (instant := instant + duration) or True:",
    ),
    Mutant(
        "D5",
        "used up exactly it goes on in the next session",
        "if duration <= length:",
        "if duration < length:",
    ),
    Mutant(
        "D5",
        "lead time by the clock",
        "ready_at = self.keeps.after(dossier.done_at, dossier.lead)",
        "ready_at = dossier.done_at + dossier.lead",
    ),
    Mutant(
        "D5",
        "lead time holds the processor",
        "done_at = self.keeps.after(now, dossier.effort)",
        "done_at = self.keeps.after(now, dossier.effort + dossier.lead)",
    ),
    Mutant("D5", "one processor", "self.idle = processors", "self.idle = 1"),
    Mutant("D5", "no effort, but a processor", "if dossier.effort == 0:", "if dossier.effort < 0:"),
    Mutant(
        "D5",
        "nothing happens when the unit opens",
        "for start, _ in self.keeps.sessions:",
        "for start, _ in ():",
    ),
    Mutant(
        "D5",
        "units begin before completions",
        "EventPriority(AFTER_SIMPY + rank)",
        "AFTER_SIMPY + (rank if rank != EventRank.UNIT_DISPATCH else -0.5)",
    ),
    Mutant(
        "D5",
        "processors are free after the unit's dispatch",
        "EventPriority(AFTER_SIMPY + rank)",
        "AFTER_SIMPY + (rank if rank != EventRank.UNIT_COMPLETION else 6.5)",
    ),
    Mutant("D6", "fetched on the day of the result", "date = now // DAY + 1", "date = now // DAY"),
    Mutant(
        "D6",
        "fetched before it is due",
        "date = max(date, self.office_of(dossier).keeps.date(dossier.due_day))",
        "pass",
    ),
    Mutant(
        "D6",
        "fetched after the due day",
        "date = max(date, self.office_of(dossier).keeps.date(dossier.due_day))",
        "date = max(date, self.office_of(dossier).keeps.date(dossier.due_day) + 1)",
    ),
    Mutant(
        "D6",
        "fetched a day later",
        "opening.working_day(date, dossier.collect_delay)",
        "opening.working_day(date, dossier.collect_delay + 1)",
    ),
    Mutant("D6", "all results are sent", "elif not dossier.fetched:", "elif True:"),
    Mutant(
        "D6",
        "once more in vain",
        "dossier.in_vain == COLLECTS_AGAIN",
        "dossier.in_vain > COLLECTS_AGAIN",
    ),
    Mutant(
        "D6",
        "who cannot collect never comes again",
        "hall.come_again(visit, hall.opening.arrival(day * DAY + dossier.collect_clock))",
        "pass",
    ),
    Mutant(
        "D6",
        "who cannot collect comes again at the same time",
        "day * DAY + dossier.collect_clock))",
        "day * DAY + visit.arrived_at % DAY))",
    ),
    Mutant(
        "D6",
        "to come back of one's own accord is in vain",
        "self.come_again(visit, self.return_at(visit, delay))",
        "visit.dossier.in_vain += 1\n"
        "                    self.come_again(visit, self.return_at(visit, delay))",
    ),
    Mutant("D7", "who leaves without it has it sent, as drawn", "dossier.fetched = True", "pass"),
    Mutant(
        "D7", "who comes late stays", "if is_late or now // DAY != date:", "if now // DAY != date:"
    ),
    Mutant("D7", "who comes after hours stays", "if is_late or now // DAY != date:", "if is_late:"),
    Mutant(
        "D7",
        "who filed online stays",
        "if visit is not None and self.procedures.on_the_spot",
        "if self.procedures.on_the_spot",
    ),
    Mutant(
        "D7",
        "who stays is never let go",
        "dossier = cast(Dossier, event.value)\n        if dossier.stays:",
        "dossier = cast(Dossier, event.value)\n        if False:",
    ),
    Mutant(
        "D7",
        "the end of the day is too late",
        "self.time.at(until, EventRank.SESSION, self.let_go, dossier)",
        "self.time.at(until, EventRank.COMPLETION, self.let_go, dossier)",
    ),
    Mutant("D7", "it stays due on that day", "self.fall_due(dossier, dossier.due_day + 1)", "pass"),
    Mutant(
        "D7",
        "its place in the unit is renewed",
        "self.fall_due(dossier, dossier.due_day + 1)",
        "self.fall_due(dossier, dossier.due_day + 1)\n"
        "            office = self.office_of(dossier)\n"
        "            office.waiting, waiting = [], office.waiting\n"
        "            for _, each in waiting:\n"
        "                office.join(each)",
    ),
    Mutant(
        "D8",
        "who is turned away never comes again",
        "self.come_again(visit, self.opening.next_opening(self.time.now + 1))",
        "pass",
    ),
    Mutant(
        "D8",
        "who balks loses nothing",
        "visit.given_up = True\n            self.lives",
        "self.lives",
    ),
    Mutant(
        "D8",
        "who gives up loses nothing",
        "visit.given_up = True\n                else",
        "pass\n                else",
    ),
    Mutant(
        "D8",
        "who would return too late loses the dossier",
        "if delay == NEVER:\n                    visit",
        "if delay == NEVER or self.return_at(visit, delay) == NEVER:\n                    visit",
    ),
    Mutant("D8", "who stays away loses nothing", "given_up=arrived_at == NEVER", "given_up=False"),
    Mutant(
        "D8",
        "one word for all chains",
        "word=word_of(dossier.return_word, purpose)",
        "word=dossier.return_word",
    ),
    Mutant("D8", "follow-ups are of class 1", "priority=dossier.priority,", "priority=1,"),
    Mutant("D8", "follow-ups have all the time", "patience=dossier.patience,", "patience=NEVER,"),
    Mutant(
        "D8",
        "to collect takes as long as to supplement",
        "service = dossier.collect if purpose == Purpose.COLLECT else dossier.supplement",
        "service = dossier.supplement",
    ),
)
