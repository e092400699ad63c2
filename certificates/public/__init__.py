"""What anybody may read without an account: the page behind the code, and the published files.

item.py    what the page says (values);  routes.py  the page, the files, the style sheet
leaflet.py  what the leaflet for receivers says;  commands.py  `qa-service leaflet`
templates/ item.html
"""
