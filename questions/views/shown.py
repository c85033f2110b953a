"""The page of something that somebody said, shown from wherever something is sent on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.came_up import where_it_came_up
from core.offers import offered
from core.revisions import status_of
from projects.getters import get_member_or_403
from projects.models import Project
from questions import permissions
from questions.drafts import draft_name
from questions.forms.hiding import HiddenAnswerForm
from questions.forms.saying import ContributionReplyForm
from questions.getters import replies_page
from questions.life import life_of
from questions.models import CommunityQuestion, Contribution, Honour, Question, Reply
from questions.views.files import files_on_page
from questions.waiting import read_as

#: Whoever has just said something sees the receipt, once.
JUST_SAID = "just_said"


def _has_just_said(request: HttpRequest, said: Contribution) -> bool:
    if request.method != "GET" or request.session.get(JUST_SAID) != said.pk:
        return False
    del request.session[JUST_SAID]
    return True


def show_said(
    request: HttpRequest,
    project: Project,
    said: Contribution,
    form: ContributionReplyForm | None = None,
    *,
    hidden_form: HiddenAnswerForm | None = None,
    files: dict[str, Any] | None = None,
) -> HttpResponse:
    """
    Show what somebody said, with all that follows.

    :param form: a reply that was sent, and has errors.
    :param hidden_form: what was sent to answer that words are hidden, and has errors, or a conflict.
    :param files: what the page shows of files, when something about them was sent and has errors.
    """
    context = _page(request, project, said, form or ContributionReplyForm(None))
    rows = [said, *context["replies"]]
    for row in rows:
        _add_answer_form(project, row, hidden_form)
        row.may_take_back = bool(permissions.can_take_words_back(project, row))
    context["hidden_form"] = hidden_form
    context |= community_of(project, said)
    context |= files_on_page(project, said) if files is None else files
    status = status_of(hidden_form)
    return render(request, "questions/contribution_detail.html", context, status=status)


def _add_answer_form(
    project: Project, row: Contribution | Reply, sent: HiddenAnswerForm | None
) -> None:
    """Give what is hidden a form, for whoever may answer that."""
    if not row.is_hidden or not permissions.can_answer_hiding(project, row):
        return
    form = HiddenAnswerForm(row=row)
    is_sent = sent is not None and sent.prefix == form.prefix
    row.hidden_form = sent if is_sent else form  # type: ignore[union-attr]


def _page(
    request: HttpRequest, project: Project, said: Contribution, form: ContributionReplyForm
) -> dict[str, Any]:
    me, today = project.viewer.member_id, timezone.localdate()
    read_as(project.viewer, [said], on=today)
    shows = not permissions.is_out_of_sight(project, said)
    replies = replies_page(said, request.GET) if shows else None
    answers = said.answers.given().select_related("by", "followed_up_by").order_by("number")
    return {
        "project": project,
        "tab": "questions",
        "said": said,
        "from_room": _from_room(said),
        "is_mine": said.member_id == me and me is not None,
        "is_new": _has_just_said(request, said),
        "draft": draft_name(get_member_or_403(project)),
        "life": life_of(said),
        # Of what was taken back or hidden, it would tell who can have said it.
        "came_up": where_it_came_up(project, "said", [said.pk] if shows else []).get(said.pk),
        "shows": shows,
        "answers": answers if shows else answers.none(),
        "replies": replies.rows if replies else [],
        "reply_pages": replies.addresses(("after", "before"), "#replies") if replies else {},
        "marks": _marks(said, me),
        "form": form,
        "can_answer": permissions.can_answer(project),
        "can_reply": permissions.can_say_something(project),
        "may_choose_outside": bool(permissions.can_choose_outside(project, said)),
        "today": today,
    }


#: Where everybody is asked about it.
_ASKED_ABOUT = {
    Question: "questions:community_ask",
    Contribution: "questions:community_ask_of_idea",
}


def community_of(project: Project, about: Question | Contribution) -> dict[str, Any]:
    """Return what a page shows of what everybody is asked about a question, or about something that was said."""
    which = {"question" if isinstance(about, Question) else "idea": about}
    is_outside = isinstance(about, Question) or about.is_on_public_page
    rows = CommunityQuestion.objects.open().filter(project=project, **which)
    return {
        "asked": rows.first() if is_outside and project.is_public else None,
        "may_ask_community": permissions.can_ask_community(project, about),
        "ask_url": reverse(_ASKED_ABOUT[type(about)], args=[project.slug, about.pk]),
    }


def _from_room(said: Contribution) -> tuple[str, str] | None:
    """Return in which room it was said, in words and as an address, from whoever has rooms."""
    if said.way != Contribution.Way.ROOM:
        return None
    found = (find(said) for find in offered("find_room_of"))
    return next((one for one in found if one), None)


def _marks(said: Contribution, me: int | None) -> list[tuple[Honour.Mark, bool, bool]]:
    """Return each mark of honour, with whether anybody gave it, and whether the viewer did."""
    given = list(said.honours.values_list("mark", "member_id"))
    return [
        (mark, any(one == mark for one, _who in given), (mark.value, me) in given)
        for mark in Honour.Mark
    ]
