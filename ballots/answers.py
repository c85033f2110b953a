"""The five answers that can be given to a sentence about how it is, and the order in which they are offered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.IntegerChoices):
    """What can be said of a sentence, such as an indicator."""

    CANNOT_SAY = 0, _("I can't say")
    NOT_AT_ALL = 1, _("Not at all")
    A_LITTLE = 2, _("A little")
    MOSTLY = 3, _("Mostly")
    FULLY = 4, _("Fully")


#: The order in which answers are offered: the four, then the way out.
CHOICES = [(answer.value, answer.label) for answer in (*list(Answer)[1:], Answer.CANNOT_SAY)]
