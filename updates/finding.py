"""What can be found of news: what was sent, by everybody; drafts, by facilitators."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from projects.finding import Findable, Finding, SeenBy, day_of, joined
from updates.models import Update


def _updates(pks: list[int]) -> Iterator[Finding]:
    for row in Update.objects.filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.title,
            text=joined(row.where_we_are, row.settled, row.not_settled),
            on=day_of(row.sent_at or row.changed_at),
            page="updates:update_detail" if row.sent_at else "updates:update_preview",
            at=(row.pk,),
            seen_by=SeenBy.READERS if row.sent_at else SeenBy.FACILITATORS,
        )


FINDABLE = (Findable("news", _("News"), "home", Update, _updates),)
