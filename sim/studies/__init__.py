"""What should we do? Experiments that put the other parts together."""
