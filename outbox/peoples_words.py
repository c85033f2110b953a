"""Where `outbox` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from django.utils.translation import gettext_lazy as _

from outbox.models import Message
from projects.peoples_words import PeoplesWords

PEOPLES_WORDS = (PeoplesWords(_("A message"), Message, ("data",)),)
