"""The transparency log: one leaf for each batch certificate, refused inspection or lot, key change and recall.

records.py     leaves, only ever added;  peers.py  witnesses, their lines, logs that we witness
tiles.py       the log as static files of 256 hashes or entries (pure)
witnessing.py  may a witness sign this checkpoint (pure)
actions.py     append, checkpoint, prove, check, tiles, cosign;  routes are under public/
asking.py      ask other installations to sign our checkpoints; nothing waits for them
"""
