"""A visit: one inspector, one batch, one checklist.

model.py      states, the sample (pure)
standing.py   answers and results to checks, open items and the verdict (pure)
records.py    visits, answers, results, measurements, signatures
drawing.py    begin a visit: plans and drawn units, once
answering.py  take an answer, judge it;  measuring.py  the job behind its photos
hand_reading.py  what an instrument must be for a reading to count (pure)
reading_day.py  on which day a reading was taken that waited on the tablet
evidence.py   which photo speaks for what, once
budgets.py    what the uncertainty of a size is made of (pure)
judging.py    what the photos of an answer decide of one size (pure)
combining.py  several photos of one unit together (pure);  progress.py  results as they come, as events
reference.py  what the reference piece says of the photos (pure)
surroundings.py, surroundings_routes.py  temperature of the room, photos of the reference piece
correcting.py  the wrong reference piece was chosen for a photo
pockets.py    several units on one photo (pure)
failed_before.py  fails that another answer replaced (pure)
closing.py    sign, review, what follows for the batch
reading.py    a visit as values;  shapes.py, routes.py, rules.py
"""
