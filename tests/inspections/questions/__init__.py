"""Tests of inspections.concessions."""
