"""Measure photos from the command line: a task file in, values with uncertainties out.

task_file.py      which photo shows which part, and what to measure;  pockets_asked.py  which unit lies where
sizes_asked.py    sizes that the outline contradicts
working.py        photos measured in a worker with limits;  advising.py  what to do about a refused one
profiling.py      the camera profile of a device;  writing.py  never over what is read
commands.py       `measure`, `sheet`
"""
