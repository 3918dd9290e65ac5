"""What the page of results says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

RESULTS: Mapping[str, Word] = {
    "no_folders": Word(
        "There are no results yet. Compare scenarios on the first page, or type `run_sim.py "
        "compare` at a terminal."
    ),
    "folder": Word("Results folder"),
    "kinds": Word("Studies"),
    "search": Word("Search by scenario or folder"),
    "none_left": Word("No results folder fits. Take a filter away."),
    "undated": Word("no date"),
    # Kinds of folders.
    "run": Word("One scenario", "kind/run"),
    "compare": Word("Comparison", "kind/compare"),
    "sweep": Word("Grid of plans", "kind/sweep"),
    "staff": Word("Least staff", "kind/staff"),
    "budget": Word("Officers spread", "kind/budget"),
    "roster": Word("Rosters", "kind/roster"),
    "siting": Word("New branches", "kind/siting"),
    "stress": Word("Under stress", "kind/stress"),
    "twin": Word("Formula and simulation", "kind/twin"),
    "verify": Word("Check against theory", "kind/verify"),
    "other": Word("Results", "kind/other"),
    # A folder.
    "broken_manifest": Word(
        "{folder}: manifest.json cannot be read, so that it is not known what this folder is. Its "
        "files can still be downloaded."
    ),
    "interrupted": Word(
        "This was stopped before its end: it shows what was finished. To go on from there, type:"
    ),
    "interrupted_for_good": Word(
        "This was stopped before its end: it shows what was finished. To have all of it, run the "
        "study again."
    ),
    "not_all": Word("Some of this folder cannot be shown: {reason}"),
    "simulated": Word("The scenarios that were simulated"),
    "pictures": Word("Pictures"),
    "picture": Word("The picture {file}; its figures are in the tables of this folder."),
    "no_picture": Word("{file} is no picture that can be shown."),
    "empty_table": Word("{file}: no rows."),
    "first_rows": Word("The first {n} rows; the file has all."),
    "no_table": Word("{file} cannot be shown as a table ({reason})."),
    "too_large": Word("it is too large"),
    "no_columns": Word("it lacks its columns"),
    "choose_kpi": Word("Measure"),
    "downloads": Word("Downloads"),
    "download": Word("Download {file}"),
    "all_files": Word("All files in one (.zip)"),
    "zip_too_large": Word(
        "Together the files have {n} MB, more than the app packs; take them from the folder."
    ),
    "file_too_large": Word("{file} ({n} MB) is larger than the app hands out."),
    "more_files": Word("More files"),
    "provenance": Word("How it was made"),
    "wrong_folder": Word("There is no results folder of this name; another one is shown."),
    # Tables by their files.
    "decisions.csv": Word("What is decided"),
    "best.csv": Word("Which scenario is best"),
    "staff.csv": Word("The least officers, site by site"),
    "stress.csv": Word("Targets under stress"),
    "sweep.csv": Word("The grid, point by point"),
    "twin.csv": Word("Formula and simulation, hour by hour"),
    "verify.csv": Word("Exact and simulated values"),
    "siting.csv": Word("Plans of new branches"),
    "budget.csv": Word("Officers of each site, now and in the best plan"),
    "budget-moves.csv": Word("Moves of one officer"),
    "roster.csv": Word("Shifts of each officer"),
    "unmet.csv": Word("Where officers lack"),
    "cover.csv": Word("Officers needed and there, by half-hour"),
    "audit.csv": Word("Laws that were checked"),
    # Unfinished work.
    "unfinished": Word("Unfinished ({n})"),
    "at_work": Word("{folder}: at work now."),
    "ended": Word(
        "{folder}: ended before its end; nothing in it is a result. To go on, type at a terminal:"
    ),
    "ended_unknown": Word(
        "{folder}: ended before its end; nothing in it is a result. It does not say what it was "
        "asked for: run the study again."
    ),
    "ended_elsewhere": Word(
        "{folder}: ended before its end; nothing in it is a result. Another version of motcua "
        "left it, and this one cannot go on with it: run the study again."
    ),
    "begun": Word("Begun {when}."),
}
