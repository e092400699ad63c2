"""Issue a batch certificate and its labels, in the one order that a crash cannot turn into a lie.

model.py       states, four eyes, serials (pure)
packs.py       which pieces stand under one label (pure)
lint.py        what must hold of the claims before anybody signs (pure)
batch_cose.py  the two signatures as bytes (pure)
records.py     certificates and labels
preparing.py   prepare -> lint -> first signature
releasing.py   second signature -> log -> sign labels -> verify as an outsider -> store
deciding.py    instead of a signature: refuse the lot, or ask the inspector
reading.py     what a certificate promises, read back
freshness.py   sign what ages anew before it is old
agreement.py   do records and log say the same;  commands.py  `qa-service log verify`
actions.py     suspend, resume, revoke; what others read; what a crash left
shapes.py      what the endpoints take and give;  routes.py  the endpoints
"""
