"""Another phone learns which root to trust from a device that is signed in.

routes.py  a code that opens the app's trust page there and names the root
"""
