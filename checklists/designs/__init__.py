"""Designs and their revisions. A released revision never changes, here or in the database.

model.py             states, the design, what a revision holds, the released revision as others see it
characteristics.py   one property to be checked: limits, class, method, place on the outline
content.py           geometry, materials, process fields, regulatory fields, files
completeness.py      what must be there before a revision may be released
outline.py           the shape as polygons in millimetres
importers/           kinds: dxf, svg, stl, outline_json; bytes in, outline out
elements.py          edges, arcs and circles of an outline, found again
places.py            which sizes have no place on the outline, because it was replaced
proposing.py         sizes that an outline suggests; the author confirms them
symmetry.py          in how many ways an outline covers itself
records.py           tables and queries
actions.py           create, edit, files, submit, release, withdraw; read functions for others
files.py             keeping and handing out the files of a revision
rules.py             who may do what
shapes.py routes.py  requests and answers, endpoints
"""
