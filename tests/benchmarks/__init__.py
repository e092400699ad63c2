"""Benchmarks, run by hand: this project beside what a user would otherwise take, as ratios of one run.

labels.py   10,000 signed labels as PDF; sign and format one label
"""
