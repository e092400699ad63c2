"""A refused lot is sorted: the pieces named become a new lot, what is left is thrown away.

actions.py  the new lot, the old one, their pieces and problem reports;  routes.py, rules.py
"""
