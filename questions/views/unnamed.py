"""Pages for what is said without a name: the three words, coming back with them, and writing to whoever said it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ballots.keys import KeyCannotBeStored, KeyIsAway
from ballots.sealing import TooLong
from core.access import Visitor, access, require
from core.typed import takes_private_answers
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.coming_back import find_by_words
from questions.forms.answering import EnoughForm
from questions.forms.saying import ContributionForm
from questions.forms.unnamed import NoteForm, WriteBackForm
from questions.models import Contribution
from questions.three_words import read_words
from questions.unnamed_limits import TooMuchThisHour

#: What a form may say beside the words.
_SAID = ("question", "kind", "outside", "is_unasked")


def say_without_name(
    request: HttpRequest, project: Project, form: ContributionForm, *, is_unasked: bool = False
) -> HttpResponse | None:
    """
    Seal what a valid form says without a name and show the three words; None when it could not be taken.

    Then the form says why, and the words are still in it. Nothing of whoever sends it is read here.
    """
    more = {name: form.cleaned_data[name] for name in _SAID if name in form.cleaned_data}
    try:
        three_words = services.seal_contribution(
            project,
            words=form.cleaned_data["words"],
            three_words=form.three_words,
            now=timezone.now(),
            **{"is_unasked": is_unasked, **more},
        )
    except (TooMuchThisHour, TooLong, KeyIsAway, KeyCannotBeStored) as error:
        form.add_error(None, _why_not(error))
        return None
    context = {"project": project, "tab": "questions", "three_words": three_words.split()}
    context["address"] = request.build_absolute_uri(
        reverse("questions:unnamed_return", args=[project.slug])
    )
    response = render(request, "questions/unnamed_said.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _why_not(error: Exception) -> str:
    """Say why something could not be taken without a name; what was typed is still in the form."""
    if isinstance(error, TooMuchThisHour):
        return _(
            "A lot was said without a name in the last hour, so we take no more of it just now. Your words are still"
            " here. Please try again after the next full hour, or say it with your name."
        )
    if isinstance(error, TooLong):
        return _("This is too long to be sealed. Make it shorter, or say it in two parts.")
    return _(
        "We cannot take anything without a name just now, because the key that opens it later is missing. Your words"
        " are still here. Please tell a facilitator, and try again later."
    )


@access(
    Visitor.ANYBODY,
    because="Three words lead back to what somebody said without a name, whether or not they are signed in.",
)
@csrf_exempt  # A token would set a cookie. Nothing here is done in anybody's name: the three words come with each form.
@takes_private_answers
def unnamed_return(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was said without a name, its answer and what was written about it; let its author write again."""
    project = Project.objects.filter(slug=slug).first()
    user = request.user
    is_inside = bool(project and user.is_authenticated and _may_see(project, user))
    typed = request.POST.get("three_words", "")
    said, now = None, timezone.now()
    if request.method == "POST":
        said = find_by_words(project, typed, is_inside=is_inside, now=now)
    context: dict[str, Any] = {
        "said": said,
        "project_here": project if said or is_inside else None,
        "is_inside": is_inside,
        "typed": typed,
        "is_wrong": request.method == "POST" and said is None,
    }
    if said is not None:
        context |= {
            "three_words": read_words(typed),
            **_note(request, said),
            **_judged(request, said),
        }
    response = render(request, "questions/unnamed_return.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _may_see(project: Project, user: Any) -> bool:
    return Project.objects.visible_to(user).filter(pk=project.pk).exists()


def _note(request: HttpRequest, said: Contribution) -> dict[str, Any]:
    """Take in what the author adds, if anything; return the form, and whether it was sealed."""
    form = NoteForm(request.POST if "words" in request.POST else None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            services.seal_note(said, words=words, now=timezone.now())
        except (TooMuchThisHour, TooLong, KeyIsAway, KeyCannotBeStored) as error:
            form.add_error(None, _why_not(error))
        else:
            return {"form": NoteForm(), "is_sealed": True}
    return {"form": form, "is_sealed": False}


def _judged(request: HttpRequest, said: Contribution) -> dict[str, Any]:
    """Take in whether the answer answers its author, if they say; return the form, and what became of it."""
    answer = said.answer
    if answer is None or not services.is_asked_whether_enough(answer):
        return {}
    form = EnoughForm(request.POST if "answer" in request.POST else None, is_by_hand=False)
    if not form.is_valid():
        return {"enough": form}
    if request.POST["answer"] != str(answer.pk):
        form.add_error(None, _("There is another answer since. Please read it first."))
        return {"enough": form}
    try:
        is_new = services.seal_judgement(answer, **form.cleaned_data, now=timezone.now())
    except (TooMuchThisHour, TooLong, KeyIsAway, KeyCannotBeStored) as error:
        form.add_error(None, _why_not(error))
        return {"enough": form}
    return {"is_judged": True, "was_judged": not is_new}


@access(Who.FACILITATOR)
def unnamed_write(request: HttpRequest, slug: str, unnamed_pk: int) -> HttpResponse:
    """Write to whoever said something without a name; they read it behind their three words."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_write_back(project))
    said = get_object_or_404(
        project.contributions.filter(is_unnamed=True, is_from_review=False).exclude(
            way=Contribution.Way.ROOM
        ),
        pk=unnamed_pk,
    )
    form = WriteBackForm(request.POST or None)
    if form.is_valid():
        me, words = get_member_or_403(project), form.cleaned_data["words"]
        services.write_back(said, by=me, words=words, now=timezone.now())
        messages.success(request, _("They can read it now, when they come back."))
        return redirect("questions:unnamed_write", slug, said.pk)
    notes = said.notes.select_related("by").order_by("day", "pk")
    context = {"project": project, "tab": "questions", "said": said, "form": form, "notes": notes}
    return render(request, "questions/unnamed_write.html", context)
