"""What the sheets of a staffing plan say, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

PLAN_HEAD: Mapping[str, Word] = {
    "site": Word("site"),
    "name": Word("name"),
    "group": Word("group"),
    "count": Word("count"),
    "duty": Word("duty"),
    "serves": Word("serves"),
    "absence": Word("absence"),
    "reserve": Word("reserve"),
    "source": Word("source"),
    "off_counter": Word("off_counter"),
}
"""Heads of the columns; a plan is read with those of either language."""

PLAN: Mapping[str, Word] = {
    "sheet": Word("plan"),
    "columns": Word("columns"),
    "title": Word("How to read and change this plan"),
    "rows": Word(
        "One row for each site, group of officers and shift. Several rows of one group at one site "
        "are its shifts."
    ),
    "kept": Word(
        "What the plan does not mention stays as it is: delete the rows of sites and groups that "
        "you do not change. To take a group away, write 0 as its count."
    ),
    "new": Word("A new group is a new row with a name of its own and what it serves."),
    "free": Word(
        "Columns may stand in any order, and columns of your own may stand beside them. Do not "
        "merge cells. Hidden rows count."
    ),
    "use": Word("To simulate it: python run_sim.py run SCENARIO --plan FILE"),
    "site": Word("Id of the site, as in the scenario."),
    "name": Word("Its name, for people; it is not read."),
    "group": Word("Name of the group of officers."),
    "count": Word("Officers, a whole number: those of the group, or of the shift."),
    "duty": Word(
        'When they are on duty. Empty: in all sessions of the site. Else "07:30-11:30, '
        '13:30-17:00", or by weekday "mon-fri 07:30-11:30, 13:30-17:00; sat 07:30-11:30", or '
        '"off" for never.'
    ),
    "serves": Word("all, or procedures with commas between. Empty: as before."),
    "absence": Word("Probability that an officer is absent on a working day. Empty: as before."),
    "reserve": Word(
        "Officers who stand in for the absent; not part of the staff. Empty: as before."
    ),
    "source": Word("Who sends them: center, department, post, commune or none. Empty: as before."),
    "off_counter": Word(
        "Staff of the site who never serve: heads, guides. Said in one row of the site. Empty: as "
        "before."
    ),
    "written": Word("Written: {file}"),
}
