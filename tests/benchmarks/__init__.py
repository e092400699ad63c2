"""Benchmarks, run by hand: this project beside what a user would otherwise take, as ratios of one run.

verification.py  verify one label; size of a status list
"""
