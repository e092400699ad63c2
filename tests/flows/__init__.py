"""Whole flows, as a user runs them."""
