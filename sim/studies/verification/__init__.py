"""The simulator against exact theory, end to end: scenario files, expected values, verdicts."""
