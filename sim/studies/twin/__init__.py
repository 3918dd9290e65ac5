"""Beside a run what formulas of queueing theory say, hour by hour, and why the two differ."""
