"""Keys as people handle them: the root ceremony, rotation, retirement, and what to do after a theft.

model.py       the plan of a ceremony that people read and sign off (pure)
ceremony.py    run a plan: keys made for their holders, the root signed and checked; files in, files out
transcript.py  what was done, as one page to sign on paper
actions.py     list, make, enrol, rotate, retire, revoke; take over a root;  shapes.py  what routes give
checks.py      what `doctor` says;  commands.py  `qa-service keys ...`;  routes.py  the endpoints for the operator
"""
