"""What is said about dossiers, in English and in Vietnamese; part of the tables of `words`."""

from __future__ import annotations

from sim.report.word import Word

KPI = {
    "filed_per_day": Word("Dossiers filed"),
    "completed_per_day": Word("Results ready"),
    "turnaround_mean": Word("Mean turnaround"),
    "turnaround_p50": Word("Half are ready within"),
    "turnaround_p90": Word("90 % are ready within"),
    "on_time_share": Word("Results on time"),
    "visits_per_dossier": Word("Visits per dossier"),
    "citizen_time_mean": Word("Citizen's time per dossier"),
    "travel_mean": Word("Of this on the road"),
    "lost_share": Word("Dossiers given up"),
    "open_at_end": Word("Dossiers open at the end"),
    "wait_best_tenth": Word("Mean wait, tenth of residents best off"),
    "wait_worst_tenth": Word("Mean wait, tenth of residents worst off"),
    "citizen_time_best_tenth": Word("Citizen's time per dossier, tenth of residents best off"),
    "citizen_time_worst_tenth": Word("Citizen's time per dossier, tenth of residents worst off"),
    "travel_best_tenth": Word("On the road per dossier, tenth of residents best off"),
    "travel_worst_tenth": Word("On the road per dossier, tenth of residents worst off"),
}

UNIT = {
    "dossiers/day": Word("dossiers/day"),
    "working days": Word("working days"),
    "dossiers": Word("dossiers"),
}

HEAD = {
    "on_time_share": Word("Results on time [%]"),
    "turnaround_p50": Word("Half ready within [days]"),
    "turnaround_p90": Word("90 % ready within [days]"),
    "completed_per_day": Word("Results [dossiers/day]"),
    "visits_per_dossier": Word("Visits per dossier"),
    "citizen_time_mean": Word("Citizen's time [min]"),
    "travel_mean": Word("of it on the road [min]"),
    "lost_share": Word("Given up [%]"),
    "open_at_end": Word("Open at the end"),
    "wait_best_tenth": Word("Wait: best tenth"),
    "wait_worst_tenth": Word("Wait: worst tenth"),
    "citizen_time_best_tenth": Word("Dossier: best tenth"),
    "citizen_time_worst_tenth": Word("Dossier: worst tenth"),
    "travel_best_tenth": Word("Road: best tenth"),
    "travel_worst_tenth": Word("Road: worst tenth"),
}

TEXT = {
    "shares_of_visits": Word(
        "Shares of those unserved are of visits: whoever comes again counts each time."
    ),
    "dossiers_title": Word("Dossiers: how long they take, and what they take of citizens"),
    "dossiers_basis": Word(
        "Of dossiers filed in the period; days are working days of the unit that has them, from "
        "filing to result. Visits, time and shares given up are of those that ended; a citizen's "
        "time is all of it on the road and at the site, over all visits for a dossier."
    ),
    "tenths_title": Word("Who waits and who travels: tenths of residents by home commune [min]"),
    "tenths_basis": Word(
        "Means of the communes with the shortest and the longest, as many as hold a tenth of all "
        "residents: wait per visit, time and road per dossier."
    ),
}

FIGURE = {
    "dossiers_title": Word("Dossiers: how late, how long, how much of citizens' time"),
    "late_axis": Word("Results that come late\n[% of those with a due day]"),
    "turnaround_axis": Word("90 % have a result within\n[working days]"),
    "citizen_axis": Word("Citizen's time per dossier,\nall visits [min]"),
    "unreached": Word("not known"),
    "on_the_road": Word("on the road"),
    "at_the_site": Word("at the site"),
}

SHEET = {
    "commune": Word("Communes"),
}
