"""Issue a batch certificate and its labels, in the one order that a crash cannot turn into a lie.

model.py     states, four eyes, serials (pure)
lint.py      what must hold of the claims before anybody signs (pure)
records.py   certificates and labels
case.py      what the issuer must see before deciding
protocol.py  prepare -> lint -> sign -> log -> sign labels -> verify as an outsider -> store
actions.py   suspend, resume, revoke; what others read
routes.py    the endpoints
"""
