"""`--audit`: whether the laws of the model hold of the very replications that a run is made of.

    tables     what an engine reports, as turns in lines, jobs of officers, and holds
    layout     what a scenario says, as the loops want it: the same for every replication
    kernel     the loops over them
    visits     laws of visits: one end each, waits, lines
    officers   laws of officers: one job at a time, skills, duty, nobody idle, minutes
    dossiers   dossiers in = dossiers out + dossiers left
    sample     what the reference engine plays again, and what has to come out: Little, parity
    findings   what a law has found
    study      all of it over the replications of a run, as they end

No engine takes part in the laws themselves: duty, holds and lines are read off the finished
journal, visit by visit. Sections R1 to R10 and D1 to D9 of docs/model.md are cited.
"""
