"""Tests of inspections/measurement/features."""
