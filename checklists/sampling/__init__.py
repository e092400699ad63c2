"""How many pieces to look at, which ones, and what risk remains. Pure: no clock, no database.

model.py          the rule a checklist names, the plan it comes to
probability.py    chance that a lot passes: hypergeometric, binomial for an endless one
drawing.py        which units: reproducible from a stored seed
plans.py          rule and lot size to plan
schemes/          kinds: full, c0, fixed
"""
