"""Kinds of items: one file each, ending in KIND; contract in _kind.py."""
