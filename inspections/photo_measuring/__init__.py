"""One photo of a part of a design, from records to the limited worker and back.

work.py        what the worker does: measure, correct, draw the overlay; bytes and values in and out
preparing.py   all inputs of one photo from the records: outline, sheet, camera profile, sizes
set_up.py      what a gauge study holds for: design revision, sheet, camera (pure)
"""
