"""Measuring tools with their due dates, measuring sheets with their caliper readings, camera profiles.

bars.py      PURE: three readings of a bar become a length with its uncertainty
reading_off.py  the tool that a value was read off
geometry.py  which sheet a code, a name or a description means
records.py, actions.py, routes.py, rules.py
"""
