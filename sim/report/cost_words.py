"""What is said about costs, in English and in Vietnamese; part of the tables of `words`."""

from __future__ import annotations

from sim.report.word import Word

KPI = {
    "waiting_hours_per_day": Word("Hours spent in queues"),
    "officer_cost_per_day": Word("Cost of officers' hours"),
    "citizen_cost_per_day": Word("Cost of citizens' hours in queues"),
}

UNIT = {"money/day": Word("{currency}/day")}

HEAD = {
    "waiting_hours_per_day": Word("In queues [h/day]"),
    "officer_cost_per_day": Word("Officers [{currency}]"),
    "citizen_cost_per_day": Word("Waiting [{currency}]"),
}

TEXT = {
    "costs_title": Word("What it costs"),
    "costs_basis": Word(
        "Officers: hours on duty and overtime, at the rate of who sends them. Waiting: hours of "
        "all tickets in queues, at the rate of a citizen. Per open day."
    ),
    "millions": Word("million {currency}"),
}
