"""Measured features, one file each; a new kind is a new file. `_kind.py` is their contract."""
