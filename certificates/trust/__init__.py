"""Who is trusted: root, trust list, status list and recall feed; signed files that any mirror serves.

envelope.py  a signed JSON payload;  model.py  the lists as values;  reading.py  strict readers
status.py    two bits for each item;  keys.py  public keys that are refused
"""
