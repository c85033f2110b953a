"""Where `outbox` keeps words of people: whoever takes a name out looks there (:mod:`projects.words_kept`)."""

from django.utils.translation import gettext_lazy as _

from outbox.models import Message
from projects.words_kept import WordsKept

WORDS_KEPT = (WordsKept(_("A message"), Message, ("data",)),)
