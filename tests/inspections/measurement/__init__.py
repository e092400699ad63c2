"""Tests of inspections/measurement."""
