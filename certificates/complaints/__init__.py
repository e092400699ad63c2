"""What strangers report about a released item (on screen: reported problem), by a form without script.

It goes to the organisation that released the lot and to the inspection body; about a number that is not
on record, to the operator. It stops nothing by itself: people who answer for the lot hold or recall it.
model.py    the form as it was sent (pure);  records.py  reports and how they were closed: append-only
actions.py  send, list, close;  routes.py, shapes.py  the page, the endpoints;  templates/ report.html
"""
