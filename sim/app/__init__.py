"""The studies in a browser.

starting    the server, bound to this computer unless told otherwise
gate        before it: whom it answers, what it answers, what a page may do
uploads     files sent to it, bounded in number
logs        lines of its log that steer no terminal
script      what the server runs anew at each move of a user
screen      language, choice of page, failures as sentences
compare     page: scenarios side by side
results     page: a results folder, its report and files
site        page: what if at a site
plan        page: a whole plan of staff, with plan_*: its table, draft, upload, verdicts, results
bounded     a command within bounds of memory and time
setup       folders and bounds, chosen by whoever starts it
working     a study at work on a page: a bar, a button to stop it
job         that study: a command of its own, stopped when nobody wants it any more
program     what runs then: a program that ends with whoever started it
turns       so many studies at once, the others in their order
downloads   files of a results folder
folders     what may be read below the folder of results
drawing     the day of a site as a chart
inert       names of others as text that nothing obeys
"""
