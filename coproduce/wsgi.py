"""The WSGI entry that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from core.incoming import at_the_door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
# Before the settings are read: somebody waits for each page, so it waits for the database only for a while.
os.environ.setdefault("COPRODUCE_SERVES_PAGES", "1")
application = at_the_door(get_wsgi_application())
