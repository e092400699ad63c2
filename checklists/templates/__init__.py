"""Checklists bound to a design revision. A released checklist never changes.

model.py        states, items, the checklist, the released one as others see it
asking.py       what an item asks with the revision's limits; classes; lot plans; which items are due
conditions.py   `when` an item is asked: evaluated the same here and on the tablet
completeness.py what must hold before a checklist may be released
records.py      tables and queries
actions.py      create, release, retire; read functions for others
rules.py        who may do what
routes.py       endpoints
"""
