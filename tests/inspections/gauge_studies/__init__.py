"""Tests of the package inspections."""
