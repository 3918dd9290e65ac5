"""What is the system? Values only: no randomness, no passing of time."""
