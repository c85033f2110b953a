"""
Coming in: short pages of one question each, the receipt of what was answered, and taking it back.

A member answers for themselves; a facilitator writes down what somebody said aloud or on paper, on the same pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.revisions import save_edit, status_of
from outbox.cards import card_query, comes_back
from participation import permissions, services
from participation.about_us import read_about_us
from participation.coming_in import (
    KEY_IS_AWAY,
    QUESTIONS,
    ComingInQuestion,
    question_of,
    receipt_of,
    with_answers,
)
from participation.directory import path_of_directory
from participation.forms import (
    ANSWERS,
    FORMS,
    HOW_LONG,
    KINDS,
    WHAT_FOR,
    WISH_ANSWERS,
    WISHES,
    QuestionForm,
    choices_on_paper,
)
from participation.getters import get_me, get_member_or_404
from participation.models import OF_MEETINGS, OF_THANKS, PRIVATE, Consent, Greeting, PrivateReading
from participation.opening import may_read, remember_readings
from participation.private import readers_of_each, readings_of
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project, Role

SAVES: dict[str, Callable[..., Any]] = {
    Consent.Purpose.BRING: services.record_bring,
    Consent.Purpose.GROUPS: services.record_groups,
    Consent.Purpose.SPEAK: services.record_speaking,
    Consent.Purpose.NEEDS: services.record_needs,
    Consent.Purpose.RETURNS: services.record_wish,
    Consent.Purpose.HEAR: services.record_hearing,
    Consent.Purpose.DIRECTORY: services.record_entry,
    Consent.Purpose.ABOUT_US: services.record_about_me,
}
#: What is said in confidence: how it is read, and where a facilitator opens it.
READS: dict[str, Callable[[Member], object]] = {
    Consent.Purpose.NEEDS: services.read_needs,
    Consent.Purpose.RETURNS: services.read_wish,
    Consent.Purpose.ABOUT_US: services.read_about_me,
}
OPENED_ON: dict[str, str] = {
    Consent.Purpose.NEEDS: "participation:member_needs",
    Consent.Purpose.RETURNS: "participation:member_returns",
}

#: For so many groups there is room on paper.
TURNS_ON_PAPER = 2


@dataclass(frozen=True)
class _Part:
    """Whose answers they are, and who types them: ``by`` is None where somebody answers for themselves."""

    project: Project
    member: Member
    by: Member | None

    def address(self, page: str, *more: str) -> str:
        """Return where one of the pages is, for whoever looks."""
        if self.by is None:
            return reverse(f"participation:{page}", args=[self.project.slug, *more])
        args = [self.project.slug, self.member.pk, *more]
        return reverse(f"participation:member_{page}", args=args)

    def next_address(self, purpose: str = "") -> str:
        """Return the first question that is still open; where there is none, the receipt. The directory leads back."""
        if purpose == Consent.Purpose.DIRECTORY:
            return self.address("receipt") if self.by else path_of_directory(self.project.slug)
        left = self.left()
        return self.address("question", left[0]) if left else self.address("receipt")

    def can_ask(self, purpose: str) -> bool:
        """Whether it can be answered now, here."""
        return self.is_asked(purpose) and bool(permissions.can_write_down_for(self.member))

    def change_address(self, purpose: str) -> str:
        """Return where the answer to a question is changed; nothing where it cannot be, here."""
        if self.can_ask(purpose):
            return self.address("question", purpose)
        if self.by is None or self.member.left_at:
            return ""
        return reverse("outbox:member_preference", args=[self.project.slug, self.member.pk])

    def left(self) -> list[str]:
        """Return the questions that are still open, of those that can be answered here."""
        asked = services.open_questions(self.member, now=timezone.now())
        return [name for name in asked if self.can_ask(name)]

    def names(self) -> list[str]:
        """Return who may read what the member is about to write in confidence."""
        named = services.name_facilitators(self.project, but=self.member)
        return list(named.values_list("known_as", flat=True))

    def is_asked(self, purpose: str) -> bool:
        """How somebody hears is changed on a page of its own when a facilitator writes it down."""
        return self.by is None or purpose != Consent.Purpose.HEAR


def _mine(request: HttpRequest, slug: str) -> _Part:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    return _Part(project, get_me(project), None)


def _theirs(request: HttpRequest, slug: str, member_pk: int) -> _Part:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    return _Part(project, get_member_or_404(project, member_pk), get_me(project))


@access(*MEMBERS)
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead whoever comes in to the first question that they have not answered, on whatever device they go on."""
    return redirect(_mine(request, slug).next_address())


@sensitive_post_parameters()
@never_cache
@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, purpose: str) -> HttpResponse:
    """Ask a member one question about themselves; it can be left for later."""
    return _ask(request, _mine(request, slug), purpose)


@sensitive_post_parameters()
@never_cache
@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@comes_back
def member_question(request: HttpRequest, slug: str, member_pk: int, purpose: str) -> HttpResponse:
    """Let a facilitator write down what a member answered on paper or aloud."""
    part = _theirs(request, slug, member_pk)
    require(permissions.can_write_down_for(part.member))
    return _ask(request, part, purpose)


def _ask(request: HttpRequest, part: _Part, purpose: str) -> HttpResponse:
    asked = _find(part, purpose)
    if purpose in READS and (refusal := _refuse(request, part, purpose)):
        return refusal
    if request.method == "POST" and request.POST.get("answer") == "later":
        services.leave_for_later(part.member, purpose, by=part.by, now=timezone.now())
        return redirect(part.next_address(purpose))
    groups = list(part.project.groups.on_map())
    form = FORMS[purpose](request.POST or None, member=part.member, groups=groups, by=part.by)
    save = partial(SAVES[purpose], part.member, by=part.by)
    if not form.has_nothing_to_ask and _save(
        request, form, lambda: save(**form.said, now=timezone.now())
    ):
        messages.success(request, _("It is kept."))
        return redirect(part.next_address(purpose))
    left = [] if purpose == Consent.Purpose.DIRECTORY else part.left()
    context = {
        **_context(part, asked),
        "form": form,
        "left": len([name for name in left if name != purpose]),
        "also": QUESTIONS[Consent.Purpose.SPEAK] if purpose == Consent.Purpose.GROUPS else None,
        "is_first": purpose == Consent.Purpose.BRING and purpose in left,
        "nothing_to_ask": form.has_nothing_to_ask,
    }
    return render(request, "participation/question.html", context, status=status_of(form))


def _save(request: HttpRequest, form: QuestionForm, save: Callable[[], Any]) -> bool:
    """
    Save what a form says; return whether it is saved. What cannot be locked is not, and stays in the form.

    Whoever wrote down what somebody said in confidence can read it back to them for a while.
    """

    def save_and_remember() -> None:
        if isinstance(reading := save(), PrivateReading):
            remember_readings(request, [reading])

    try:
        return save_edit(form, save_and_remember)
    except (CannotLock, WordsAreLocked):
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
        return False


def _refuse(request: HttpRequest, part: _Part, purpose: str) -> HttpResponse | None:
    """Lead away from what a member said in confidence whoever may not read it now, and all while its key is away."""
    is_kept = services.OwnKey(part.member, purpose).find() is not None
    if purpose in PRIVATE and is_kept and not may_read(request, part.member, purpose, by=part.by):
        messages.info(request, _("Open first what they said, and say why you look."))
        there = reverse(OPENED_ON[purpose], args=[part.project.slug, part.member.pk])
        return redirect(f"{there}{card_query(request)}")
    try:
        READS[purpose](part.member)
    except WordsAreLocked:
        messages.error(request, KEY_IS_AWAY)
        return redirect(part.address("receipt"))
    return None


def _find(part: _Part, purpose: str) -> ComingInQuestion:
    """
    Return one of the questions.

    :raises Http404: when there is none of this name.
    """
    if purpose not in QUESTIONS or not part.is_asked(purpose):
        raise Http404
    if purpose == Consent.Purpose.DIRECTORY and part.by:
        require(permissions.can_read_directory(part.project, part.by))
    return question_of(purpose, part.names() if purpose in PRIVATE else None)


def _context(part: _Part, asked: ComingInQuestion | None = None) -> dict[str, object]:
    return {
        "project": part.project,
        "tab": "people",
        "member": part.member,
        "is_other": part.by is not None,
        "question": asked,
        "receipt_url": part.address("receipt"),
    }


@never_cache
@access(*MEMBERS)
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member all that they answered, who sees it and until when, and how to take it back."""
    return _show_receipt(request, _mine(request, slug))


@never_cache
@access(Who.FACILITATOR)
def member_receipt(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show a facilitator the same, to read it back to the member or to print it for them."""
    return _show_receipt(request, _theirs(request, slug, member_pk))


def _show_receipt(request: HttpRequest, part: _Part) -> HttpResponse:
    readers, shows = readers_of_each(part.member), _shows(request, part)
    member = with_answers(part.member)
    rows: list[dict[str, Any]] = [
        {
            "answered": answered,
            "change": part.change_address(purpose),
            "take_back": answered.is_yes and part.address("take_back", purpose),
            **(_keeping(part, member) if purpose == Consent.Purpose.DIRECTORY else {}),
        }
        for answered in receipt_of(member, readers=readers, shows=shows)
        for purpose in [answered.question.purpose]
    ]
    greeting = None if part.project.has_ended else _greeting_of(member)
    context = {**_context(part), "rows": rows, "greeting": greeting}
    if "print" in request.GET:
        context |= {"today": timezone.localdate(), "back_url": part.address("receipt")}
        looked = list(readings_of(part.member))
        for row in rows:
            purpose = row["answered"].question.purpose
            row["readings"] = [one for one in looked if one.purpose == purpose]
        context["other_readings"] = [one for one in looked if one.purpose == OF_MEETINGS]
        context["thanks_readings"] = [one for one in looked if one.purpose == OF_THANKS]
        return render(request, "participation/receipt_paper.html", context)
    left = part.left()
    context["next"] = part.address("question", left[0]) if left else ""
    return render(request, "participation/receipt.html", context)


def _shows(request: HttpRequest, part: _Part) -> list[str]:
    """Return of which questions the viewer may read the answer."""
    shows: list[str] = [one for one in PRIVATE if may_read(request, part.member, one, by=part.by)]
    if part.by is None:
        shows.append(Consent.Purpose.ABOUT_US)
    if part.by is None or permissions.can_read_directory(part.project, part.by):
        shows.append(Consent.Purpose.DIRECTORY)
    return shows


def _keeping(part: _Part, member: Member) -> dict[str, Any]:
    """Return how an entry in the directory is kept for longer, where that is asked now."""
    entry, on = getattr(member, "directory_entry", None), timezone.localdate()
    if entry is None or not entry.is_ending(on) or member.left_at:
        return {}
    return {
        "keep": part.address("directory_keep"),
        "entry": entry,
        "keep_until": entry.next_day(on),
    }


def _greeting_of(member: Member) -> Greeting | None:
    """Return who is to say hello to a member, while it can be kept."""
    found: Greeting | None = getattr(member, "greeting", None)
    if found is None or found.said_at or found.due_on < timezone.localdate():
        return None
    runs_it = found.by.is_taking_part and found.by.role == Role.FACILITATOR
    return found if runs_it and not member.left_at else None


def show_blank_sheet(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the same questions blank, to be printed for somebody who would rather write by hand."""
    context = {
        "project": project,
        "today": timezone.localdate(),
        "back_url": reverse("participation:member_add", args=[project.slug]),
        "questions": _questions_on_paper(project),
        "kinds": list(KINDS.values()),
        "needs_answers": list(ANSWERS.values()),
        "wish_answers": list(WISH_ANSWERS.values()),
        "wishes": list(WISHES.values()),
        "turns": range(TURNS_ON_PAPER),
        "what_for": list(WHAT_FOR.values()),
        "how_long": [words for _value, words in HOW_LONG],
        "groups": [group.name for group in project.groups.on_map()],
        "about_us": read_about_us(project),
        "about_us_question": QUESTIONS[Consent.Purpose.ABOUT_US],
        **choices_on_paper(),
    }
    return render(request, "participation/coming_in_paper.html", context)


def _questions_on_paper(project: Project) -> dict[str, ComingInQuestion]:
    names = list(services.name_facilitators(project).values_list("known_as", flat=True))
    return {str(purpose): question_of(purpose, names) for purpose in QUESTIONS}


@access(*MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str, purpose: str) -> HttpResponse:
    """Ask a member whether they take an answer back; on the second press, delete what it covered."""
    return _take_back(request, _mine(request, slug), purpose)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_take_back(request: HttpRequest, slug: str, member_pk: int, purpose: str) -> HttpResponse:
    """The same for a facilitator, for somebody who told them so."""
    return _take_back(request, _theirs(request, slug, member_pk), purpose)


def _take_back(request: HttpRequest, part: _Part, purpose: str) -> HttpResponse:
    if purpose not in QUESTIONS:
        raise Http404
    if request.method == "POST":
        services.take_back(part.member, purpose, by=part.by, now=timezone.now())
        messages.success(request, _("It is taken back, and deleted."))
        return redirect(part.address("receipt"))
    return render(request, "participation/take_back.html", _context(part, QUESTIONS[purpose]))
