"""Staffing plans as tables: a row for each site, group and shift.

    plan_rows(scenario)        the rows of a scenario, for whoever writes files
    planned(scenario, table)   the scenario with the officers of a table that was read

Which kind of file a table stands in is no matter here; `sim.report.plans` knows that.
"""

from sim.model.plan_file.judging import Planned, planned
from sim.model.plan_file.table import COLUMNS, NEEDED, Formula, Row, Table, neat
from sim.model.plan_file.writing import PlanRow, plan_rows

__all__ = [
    "COLUMNS",
    "NEEDED",
    "Formula",
    "PlanRow",
    "Planned",
    "Row",
    "Table",
    "neat",
    "plan_rows",
    "planned",
]
