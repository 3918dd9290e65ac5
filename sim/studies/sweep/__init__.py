"""Sweeps: a grid of plans on the same citizens, and what each step of it buys."""
