"""What was found wrong (on screen: problem report), and what happened to it.

model.py  states and dispositions (pure);  records.py, actions.py, routes.py, rules.py
"""
