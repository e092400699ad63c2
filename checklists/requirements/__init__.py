"""Kinds of checklist items: how an answer is read, and when it passes. Pure.

model.py     what an item asks, what an answer came to
judging.py   finds the kinds; judge() is what others call
limits.py    a number against limits, with or without its uncertainty
reading.py   what people type: decimal comma, Arabic digits; outcomes, photos
kinds/       attribute, choice, number, photo_dimension, photo_evidence, instruction
"""
