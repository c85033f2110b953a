"""What can be found of what somebody promised: what it is, and what came of it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from actions.models import Action
from projects.finding import Findable, Finding, day_of


def _actions(pks: list[int]) -> Iterator[Finding]:
    for row in Action.objects.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.what,
            text=row.outcome,
            on=day_of(row.done_at or row.created_at),
            page="actions:action_list",
            more=f"?one={row.pk}",
        )


FINDABLE = (Findable("action", _("A promise"), "plan", Action, _actions),)
