"""What the app in the browser says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

APP: Mapping[str, Word] = {
    "page": Word("Page"),
    "results": Word("Results"),
    "menu": Word("Pages", "opens the list of pages"),
    "choose": Word("Choose", "in an empty list"),
    "choose_or_type": Word("Choose, or type a new one"),
    "choose_file": Word("Choose a file", "on a button"),
    "press_enter": Word("Press Enter", "behind what is being typed"),
    "compare": Word("Compare scenarios"),
    "site": Word("What if at a site"),
    "staff": Word("Find staff"),
    "plan": Word("Whole plan"),
    "broken": Word("This could not be done. Whoever started the app finds more in its terminal."),
    "unreadable": Word("{place} cannot be read or written ({reason})."),
    # A study at work.
    "one_at_a_time": Word("Your last study is still at work. Wait for it, or stop it first."),
    "command": Word("The same at a terminal"),
    "stop": Word("Stop", "a study"),
    "stopping": Word("Stopping"),
    "queue": Word("Waiting; studies of others that come first: {n}."),
    "getting_ready": Word("Getting ready"),
    "far_of": Word("{label}: {done} of {total} replications"),
    "far": Word("{label}: {done} replications"),
    "stopped": Word("Stopped; nothing was finished."),
    "stopped_kept": Word("Stopped. What was finished by then is on the page of results."),
    "late": Word(
        "Stopped: it took longer than whoever started the app allows. Nothing was finished; fewer "
        "replications or scenarios take less."
    ),
    "late_kept": Word(
        "Stopped: it took longer than whoever started the app allows. What was finished by then is "
        "on the page of results."
    ),
    "measure": Word("Measure"),
    # What if at a site.
    "scenario": Word("Scenario"),
    "which_site": Word("Site"),
    "staff_of": Word("Officers: {group}"),
    "change_absence": Word("Change the absence"),
    "absence": Word("Officers absent on a working day [%]"),
    "demand": Word("Demand [% of now]"),
    "counter_time": Word("Time at the counter [% of now]"),
    "change_online": Word("Change the share online"),
    "online": Word("Filed online [%]"),
    "change_patience": Word("Change the patience"),
    "patience": Word("Visitors are willing to wait, on average [min]"),
    "as_is": Word("Back to the base plan"),
    "now": Word("Base plan"),
    "changed": Word("Changed"),
    "difference": Word("Difference"),
    "verdict_same": Word("Nothing is changed yet. Change something to see what it does to waits."),
    "verdict_falls": Word("The mean wait falls by {by} min, from {old} to {new} min."),
    "verdict_rises": Word("The mean wait rises by {by} min, from {old} to {new} min."),
    "verdict_chance": Word("The mean wait cannot be told from that of now: {old} and {new} min."),
    "verdict_nobody": Word("Nobody is served, so that no wait can be told."),
    "asking": Word("{done} of {all} replications; the figures still become surer."),
    "asked": Word(
        "{all} replications of the same citizens in both plans; ± is the half-width of the 95 % "
        "interval."
    ),
    "alone": Word(
        "Other sites share work or visitors with this one. They are left out here, so that "
        "the figures are a guide; `compare` simulates the whole network."
    ),
    "wait_of_day": Word("Mean wait over the day [min]"),
    "queue_of_day": Word("Waiting at once, on average"),
    "duty_of_day": Word("Officers on duty, on average"),
    "hour": Word("Time of day"),
}
