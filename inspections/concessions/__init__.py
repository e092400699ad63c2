"""Permission of the design owner to release named pieces that failed (on screen: exception).

model.py    what a concession may cover, and what it says on paper (pure)
records.py  what was asked and what was granted: append-only
actions.py  ask, grant, and what follows for the batch;  routes.py, shapes.py, rules.py
"""
