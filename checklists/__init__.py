"""What we ask: designs, the checks on them, and how many pieces to look at.

feature.py      what this package brings to the house
commands.py     `qa-service sampling plan|oc`
exchange/       a whole design with its checklist from one text file
templates/      checklists bound to a design revision: draft -> released -> retired
designs/        designs and their revisions: draft -> in_review -> released -> superseded | withdrawn
requirements/   kinds of items: how an answer is read and judged (pure)
sampling/       how many pieces, which, and what risk remains (pure)
text.py         names in several languages, and numbers that cannot be NaN
locales/        the sentences of our refusals
"""
