"""What an answer means, in sentences, for emails."""

from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from questions.models import ContributionAnswer


def in_words(answer: ContributionAnswer, *, is_for_outside: bool = False) -> list[str]:
    """
    Say what an answer means, a sentence each: what becomes of it, and when somebody looks at it again.

    :param is_for_outside: whether it is read outside the project, where no member is named who did not answer.
    """
    outcomes = {
        "taken-on": _("We take it on."),
        "partly": _("We take on a part of it."),
        "not-now": _("Not now."),
        "no": _("It is a no."),
        "already": _("It is already like that."),
        "passed-on": _("We have passed it on to %(name)s.")
        % each_apart(name=answer.passed_to_as_read),
    }
    found = [outcomes[answer.outcome]]
    if answer.until and answer.followed_up_by and not is_for_outside:
        words = each_apart(name=answer.followed_up_by.known_as, day=long_date(answer.until))
        found.append(_("%(name)s follows it up. We look at it again on %(day)s.") % words)
    elif answer.until:
        found.append(_("We look at it again on %(day)s.") % {"day": long_date(answer.until)})
    return found
