"""Where should new branches stand? A plan of points and branches that costs citizens least time.

places      what there is to choose from: candidates, points, distances
work        what a submission brings to a counter
rush        the load that the average visitor meets
flows       who would go where, and what it costs them
waits       the table of waits by officers and load
program     the mixed-integer program, from bounds and costs to rows
solve       the best plans in order, or the bound that leaves none
plan        a plan as a scenario file
contest     the best plans simulated, paired
"""
