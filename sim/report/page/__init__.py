"""A report to hand round: one HTML file made from results folders, which asks nobody for anything.

reading     folders of results -> what they hold
pairing     differences to the first run, site by site, that hold for all sites at once
hours       waits and queues by hour of the tiers and districts
sentences   the first screen in words
charts      what the figures draw, as numbers for the page's own script
sections    tables and lists
scripts     the library that draws, and the page's own script
writing     the page
"""
