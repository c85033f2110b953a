"""The news of a public page as an Atom feed, for whoever reads news in a program of their own."""

import re
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from core.mail import each_apart
from projects.models import Project
from updates.decisions import decisions_in_words
from updates.getters import get_public_project_or_404
from updates.models import Update

#: The newest; who reads a feed has the others already.
ITEMS = 20
#: Signs that nobody sees, and no XML may have: they come from what people paste.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _readable(words: str) -> str:
    return _UNSEEN.sub("", words)


class PublicNews(Feed):
    """The newest of the news that anybody may read, with those of its decisions that were chosen for everybody."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, slug: str) -> Project:
        return get_public_project_or_404(slug)

    def title(self, project: Project) -> str:
        return _("News from “%(project)s”") % each_apart(project=project.name)

    def link(self, project: Project) -> str:
        return reverse("updates:public_page", args=[project.slug])

    def subtitle(self, project: Project) -> str:
        return _readable(project.summary)

    def items(self, project: Project) -> list[Update]:
        rows = Update.objects.filter(project=project).public().with_public_decisions()
        found = list(rows.order_by("-sent_at", "-pk")[:ITEMS])
        for update in found:
            update.project = project
        return found

    def item_title(self, item: Any) -> str:
        return _readable(item.title)

    def item_description(self, item: Update) -> str:
        return _readable("\n\n".join([item.in_words, *decisions_in_words(item)]))

    def item_link(self, item: Update) -> str:
        # One page has all of them: the number tells one from the other.
        return f"{self.link(item.project)}?news={item.pk}#news"

    def item_pubdate(self, item: Update) -> datetime | None:
        return item.sent_at

    def item_updateddate(self, item: Update) -> datetime | None:
        return item.sent_at
