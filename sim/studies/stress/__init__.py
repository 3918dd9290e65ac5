"""How robust a plan of staff is: the same plan under what may well happen to it."""
