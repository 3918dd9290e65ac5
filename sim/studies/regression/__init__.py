"""Whether a scenario still gives what it gave: baselines, and checks against them.

series.py     what is compared: a measure of a part of the network, by replication
platform.py   what may move a last digit
observe.py    replications, as far as a check looks at them
baseline.py   what is kept, made anew or refused
verdicts.py   same, changed, or unclear
checking.py   exact, then by statistics, then targets
"""
