"""The main job from nothing: a small invented network, real photos (drawn, with exact truth), every step real.

content/     organisations, designs, checklists, photos and sheets; all our own
network.py   organisations, people, keys
story.py     design -> checklist -> batch -> inspection -> measurement -> verdict -> certificate -> labels -> verification -> receipt
commands.py  `qa-service demo`
"""
