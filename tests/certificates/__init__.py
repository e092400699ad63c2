"""Tests of what we promise; `making.py` signs labels with fixed keys."""
