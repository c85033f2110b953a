"""Where `actions` keeps words of people: whoever takes a name out looks there (:mod:`projects.words_kept`)."""

from django.utils.translation import gettext_lazy as _

from actions.models import Action
from projects.words_kept import WordsKept

WORDS_KEPT = (WordsKept(_("Something that was promised"), Action, ("what", "outcome")),)
