"""The compiled engine's inner loop: arrays only, numpy and numba only.

    heaps   binary heaps of packed integers
    state   the records that the rest hands around
    line    the waiting line: tickets, queues, reneging, coming again
    duty    the officers: when they come and go, and whom they are held for
    desk    the officers: who is available, who takes whom
    loop    the event loop over one site

Rule numbers (R1-R9) are those of the model page in `docs/`.
"""
