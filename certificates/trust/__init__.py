"""Who is trusted: root, trust list, status list and recall feed; signed files that any mirror serves.

envelope.py  a signed JSON payload;  model.py  the lists as values
fields.py    strict single values;  reading.py  strict readers of whole files
client.py    what a device trusts, and whether new files may follow (rollback, freeze, rotation)
status.py    two bits for each item;  keys.py, curve.py  public keys that are refused
words.py     six words for a root, to compare with those on paper
"""
