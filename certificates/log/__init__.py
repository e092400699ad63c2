"""The transparency log: one leaf for each batch certificate, refused inspection, key change and recall.

records.py  leaves, only ever added;  actions.py  append, checkpoint, proof;  routes are under public/
"""
