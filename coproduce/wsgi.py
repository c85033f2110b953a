"""The WSGI entry that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from core.incoming import at_the_door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
# Before the settings are read: somebody waits for each page, so it waits for the database only for a while.
os.environ.setdefault("COPRODUCE_SERVES_PAGES", "1")
application = at_the_door(get_wsgi_application())
# gunicorn loads this once and then divides (docs/adr/0174): all views are read before, and no process looks for garbage
# among what they share, which would make it a copy of its own.
get_resolver()._populate()
gc.collect()
gc.freeze()
