"""Recall a product, lots or items: one person proposes, another confirms, and the signed feed says so at once.

model.py    what a recall may name (pure);  records.py  proposals
actions.py  propose, confirm, give up;  routes.py, commands.py  how people ask
"""
