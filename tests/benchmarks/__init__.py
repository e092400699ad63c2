"""Figures, run by hand; see decision 22. No test asserts a time."""
