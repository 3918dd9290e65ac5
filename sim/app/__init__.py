"""The studies in a browser.

starting    the server, bound to this computer unless told otherwise
script      what the server runs anew at each move of a user
screen      language, choice of page, failures as sentences
results     page: a results folder, its report and files
site        page: what if at a site
folders     what may be read below the folder of results
drawing     the day of a site as a chart
inert       names of others as text that nothing obeys
"""
