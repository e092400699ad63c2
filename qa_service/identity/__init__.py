"""Who: organisations, people, roles, sign-ins, and the one question may(actor, action, subject).

model.py      kinds of organisation, roles, actor, rules (pure)
permission.py may(...) and require(...): the one place that says yes, no or "not there"
passwords.py  argon2id; one-time codes
records.py    tables and queries;  actions.py  sign in, people, organisations, leavers
routes.py     the endpoints;  commands.py  people on the command line
"""
