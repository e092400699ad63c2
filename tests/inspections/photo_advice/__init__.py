"""Tests of inspections/photo_advice."""
