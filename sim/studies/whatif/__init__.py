"""What if at a site: one site is changed and simulated anew, fast enough to be asked again."""

from sim.studies.whatif.answer import Answer, Day, Figure, Interval
from sim.studies.whatif.asking import WhatIf
from sim.studies.whatif.change import Change

__all__ = ["Answer", "Change", "Day", "Figure", "Interval", "WhatIf"]
