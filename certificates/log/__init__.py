"""The transparency log: one leaf for each batch certificate, refused inspection, key change and recall.

records.py  leaves, only ever added
tiles.py    the log as static files of 256 hashes or entries (pure)
actions.py  append, checkpoint, check, tiles;  routes are under public/
"""
