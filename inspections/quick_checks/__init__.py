"""Whether a photo is worth keeping: the gates that need no part, answered before it is kept.

advice.py   PURE: advice that does not block, and frames of a live picture
checking.py, routes.py, rules.py
"""
