"""Long work: the row is the truth, a lease says who works on it, a sweeper brings back what was dropped.

model.py    states, handlers, the waker (pure)
records.py  the table and its queries;  worker.py  the threads and the sweeper
routes.py   progress for the page
"""
