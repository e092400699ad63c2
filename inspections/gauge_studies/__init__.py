"""Gauge studies: an inspection body proves its own set-up for a design revision, size by size.

model.py      size of a study, states, readings to outcomes (pure)
records.py    studies, reference values, photos, outcomes;  applying.py  which study holds for a photo
actions.py    plan, enter, photograph, close;  measuring.py  the job behind a photo of a study
shapes.py, routes.py, rules.py
"""
