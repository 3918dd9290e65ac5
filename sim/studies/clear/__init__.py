"""Replications until the decision is clear: differences that matter or not, and which is best."""
