"""The studies in a browser.

starting    the server, bound to this computer unless told otherwise
gate        before it: whom it answers, what it answers, what a page may do
uploads     files sent to it, bounded in number
logs        lines of its log that steer no terminal
script      what the server runs anew at each move of a user
screen      language, choice of page, failures as sentences
compare     page: scenarios side by side
results     page: a results folder, what it found, its files, how it was made
site        page: what if at a site, with site_*: its inputs, hours, answers
staff       page: the least officers or a number spread, with staff_*: targets, order, answers
scenarios   the choice of a scenario, read once for all
talk        the conversation of a user about a site
plan        page: a whole plan of staff, with plan_*: its table, draft, upload, verdicts, results
bounded     a command within bounds of memory and time
setup       folders and bounds, chosen by whoever starts it
returning   a page loaded again finds the study that it has left
working     a study at work on a page: a bar, a button to stop it
job         that study: a command of its own, stopped when nobody wants it any more
program     what runs then: a program that ends with whoever started it
turns       so many studies at once, the others in their order
overview    what runs say: words first, then tables and charts
waits       waits of several scenarios as charts
tables      tables of words and numbers
studies     tables that studies leave
pictures    pictures that studies leave
embedding   a report inside a page, shut off from the app
provenance  how a results folder was made
downloads   files of a results folder
listing     what the folders of results are
unfinished  folders of work that is not finished
evidence    what a results folder holds, read within bounds
folders     what may be read below the folder of results
links       the address of a page
drawing     the day of a site as a chart
wording     the server's own words in the user's language, by style sheet
phrases     the same by a script, where no style sheet reaches
fresh       what the page before has left on the screen
kept        inputs that outlive a visit to another page
inert       names of others as text that nothing obeys
"""
