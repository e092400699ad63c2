"""What a photo would know of the sizes of a revision, for its author: before any photo is taken.

room.py      whether the part fits the sheet or its pockets, and which it fits
usable.py    sizes that no photo can ever decide or that the outline contradicts, refused at submission
reading.py   from the revision's outline and geometry to the advice of measurement;  routes.py
"""
