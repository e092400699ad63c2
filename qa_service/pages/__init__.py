"""Server-rendered pages: one base template, one small style sheet, no script needed.

rendering.py  Jinja with autoescape and the catalogue;  base.html, public.css
"""
