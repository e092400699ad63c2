"""Figures that documents quote, run by hand; see decision 22. No test asserts a time.

measurement   all figures of measuring from photos: `python -m tests.benchmarks.measurement`
answering     a folder of photos measured by a method;  naive  what a user without pose and height does
scoring       answers against truth
verification  offline verification of labels
"""
