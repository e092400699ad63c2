"""Measuring tools with their due dates, measuring sheets with their caliper readings, camera profiles.

records.py, actions.py, routes.py, rules.py
"""
