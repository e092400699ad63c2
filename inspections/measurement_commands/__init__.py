"""Measure photos from the command line: a task file in, values with uncertainties out."""
