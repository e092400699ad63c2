"""Batches (lots), their units and material lots.

model.py    states and who may move them, units, materials (pure)
process.py  process values and materials against the revision (pure)
records.py  tables and queries;  actions.py  what may be done;  way.py  what is missing until the certificate
shapes.py, routes.py  the endpoints;  rules.py  who sees which batch
"""
