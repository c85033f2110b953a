"""What can be found of how a project is doing: what was learned."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from elements.models import Lesson
from projects.finding import Findable, Finding, day_of, joined, titled


def _lessons(pks: list[int]) -> Iterator[Finding]:
    for row in Lesson.objects.filter(pk__in=pks):
        words = titled(row.learned)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.no_change_because),
            on=day_of(row.recorded_at),
            page="elements:lesson_list",
            more=f"?one={row.pk}",
        )


FINDABLE = (Findable("lesson", _("What we learned"), "elements", Lesson, _lessons),)
