"""Any phone as the camera of one item of one visit: a link that works once, for ten minutes, for one photo.

model.py    what a link may do now
records.py, actions.py, routes.py, rules.py
templates/  the page that the phone opens: no account, no script
"""
