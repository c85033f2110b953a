"""Where `actions` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from django.utils.translation import gettext_lazy as _

from actions.models import Action, Takeover
from projects.peoples_words import PeoplesWords

PEOPLES_WORDS = (
    PeoplesWords(_("Something that was promised"), Action, ("what", "outcome")),
    PeoplesWords(_("A promise that was handed over"), Takeover, ("why", "reply")),
)
