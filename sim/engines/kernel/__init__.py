"""The compiled engine's inner loop: arrays only, numpy and numba only.

    heaps   heaps and ordered lists of packed integers
    state   the records that the rest hands around
    line    the waiting line: tickets, queues, reneging, coming again
    duty    the officers: when they come and go, and whom they are held for
    desk    the officers: who is available, who takes whom
    stages  the way of a visit through several desks
    standby dispatch where there are stages, and who stands by
    coming  who comes again today
    loop    the event loop over one site
    life    what follows from the end of a visit for its dossier
    office  processing units
    hours   when sites and units are open
    live    choice of site by the queues of the moment
    network all sites and units, date by date
    layout  visits in, results out

Rule numbers (R1-R10, D1-D9) are those of the model page in `docs/`.
"""
