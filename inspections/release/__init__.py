"""What the issuing room needs to know of an inspected batch.

model.py  the case as a value (pure);  reading.py  built from batch, visit and design
sizes.py  sizes as measured, and what of their uncertainty all pieces share
"""
