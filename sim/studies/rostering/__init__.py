"""Who works when? Shifts and breaks that cover the need of every half-hour with those there are.

needs       what has to be covered: officers by line, weekday and half-hour
table       the same as rows of a file
load        the load by weekday and half-hour, seen in a run where nobody has to wait
people      the people, their leave, and who is like whom
weeks       the weeks that an officer may have
program     the mixed-integer program of a day, or of a week where its limits bind
solve       least shortfall, then least hours, then the most even surplus
turns       shifts handed out to people, lunches and early starts in turns
study       all of this for every site, and the replay in the simulator
"""
