"""Sheets of labels, one file each; `_kind.py` is their contract."""
