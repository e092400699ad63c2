"""What the issuer asks the inspector of a signed inspection, and the signed addendum that answers.

The signed record stays as it is. One question waits at a time: while it does, nothing is released.
records.py  questions and answers: append-only;  actions.py  ask, answer
shapes.py, routes.py, rules.py  the endpoints: only those who may read the visit read them
"""
