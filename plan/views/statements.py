"""Pages of what the group agrees on: what good looks like, what done looks like, how it works."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from outbox.cards import comes_back
from plan import permissions, services
from plan.forms import AgreementsForm, EditStatementForm, NewStatementForm
from plan.models import Agreement, Statement
from projects.access import MEMBERS, PROJECT_READERS, Who
from projects.forms import WordsForm
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from projects.permissions import can_edit_plan

#: The most statements that are asked about on one page, and the most names of a kind that one page shows.
ASKED, NAMES = 25, 100


@access(*PROJECT_READERS)
def statement_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what we agree on, with how many do, and ask about what waits for the viewer; or what no longer holds."""
    project = get_project_or_404(request.user, slug)
    show_retired = request.GET.get("show") == "retired"
    form = None
    if not show_retired and permissions.can_agree(project):
        form = _agreements(request, project, get_member_or_403(project))
    return _show_list(request, project, form, show_retired=show_retired)


def _show_list(
    request: HttpRequest,
    project: Project,
    form: AgreementsForm | None,
    *,
    show_retired: bool = False,
) -> HttpResponse:
    """Show the page of statements; what its form asks about is not listed once more."""
    asked = [statement.pk for statement in form.statements] if form else []
    rows = project.statements.retired() if show_retired else project.statements.in_force()
    page = page_by_key(
        rows.exclude(pk__in=asked).with_counts().seen_by(project.viewer.member_id),
        key=("kind", "pk"),
        places=project.statements.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "plan",
        "statements": page.rows,
        "pages": page.addresses(show="retired" if show_retired else ""),
        "show_retired": show_retired,
        "form": form if asked else None,
        "can_edit": can_edit_plan(project),
        "can_agree": permissions.can_agree(project),
    }
    return render(request, "plan/statement_list.html", context, status=status_of(form))


@access(*PROJECT_READERS)
def statement_detail(request: HttpRequest, slug: str, statement_pk: int) -> HttpResponse:
    """Show a statement: who agrees, which concerns there are, what it said before; and ask whether one agrees."""
    project = get_project_or_404(request.user, slug)
    rows = project.statements.with_counts().seen_by(project.viewer.member_id)
    statement = get_object_or_404(rows, pk=statement_pk)
    form = None
    if not statement.retired_at and permissions.can_agree(project):
        form = AgreementsForm(statements=[statement], is_alone=True)
    page = page_by_key(
        statement.concerns.select_related("member", "entered_by", "closed_by"),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "plan",
        "statement": statement,
        "form": form,
        "agree_path": f"{reverse('plan:statement_agree', args=[slug])}?one={statement.pk}",
        "concerns": page.rows,
        "pages": page.addresses(),
        **_names(project, statement),
        "changes": statement.changes.select_related("by"),
        "can_edit": can_edit_plan(project),
    }
    return render(request, "plan/statement_detail.html", context)


def _names(project: Project, statement: Statement) -> dict[str, list[str]]:
    """Name who agrees and who does not yet; who was not heard yet is named to facilitators alone."""
    said = statement.agreements.of_people_here().to_words_of_now()
    names = said.order_by("member__known_as", "pk").values_list("member__known_as", flat=True)
    found = {
        "agree": list(names.filter(says=Agreement.Says.AGREE)[:NAMES]),
        "not_yet": list(names.filter(says=Agreement.Says.NOT_YET)[:NAMES]),
    }
    if project.viewer.is_facilitator:
        others = Member.objects.taking_part().filter(project=project)
        others = others.exclude(pk__in=said.values("member")).order_by("known_as", "pk")
        found["unheard"] = list(others.values_list("known_as", flat=True)[:NAMES])
    return found


@access(Who.FACILITATOR)
def statement_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what we agree on."""
    project = get_project_or_404(request.user, slug)
    require(can_edit_plan(project))
    form = NewStatementForm(request.POST or None, instance=Statement(project=project))
    if form.is_valid():
        services.add_statement(project, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. We ask everybody whether they agree."))
        return redirect("plan:statement_list", slug)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "plan/statement_create.html", context)


@access(Who.FACILITATOR)
def statement_edit(request: HttpRequest, slug: str, statement_pk: int) -> HttpResponse:
    """Put a statement in other words; what it said before stays in view."""
    project = get_project_or_404(request.user, slug)
    statement = get_object_or_404(project.statements.in_force(), pk=statement_pk)
    require(can_edit_plan(project))
    form = EditStatementForm(request.POST or None, instance=statement)
    if save_edit(
        form,
        lambda: services.change_statement(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            by=get_member_or_403(project),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is changed. We ask everybody again whether they agree."))
        return redirect("plan:statement_detail", slug, statement_pk)
    context = {"project": project, "tab": "plan", "form": form}
    return render(request, "plan/statement_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def statement_retire(request: HttpRequest, slug: str, statement_pk: int) -> HttpResponse:
    """Say that a statement no longer holds, and why."""
    project = get_project_or_404(request.user, slug)
    statement = get_object_or_404(project.statements, pk=statement_pk)
    require(can_edit_plan(project))
    form = WordsForm(
        request.POST or None,
        label=_("Why do we no longer agree on it?"),
        hint=_(
            "Everybody can still read it, with your reason. It also answers the concerns that are open."
        ),
        missing=_("Say why you take it back."),
    )
    if form.is_valid():
        why, me = form.cleaned_data["words"], get_member_or_403(project)
        services.retire_statement(statement, why=why, by=me, now=timezone.now())
        messages.success(
            request, _("It is taken back. Everybody can still read it, with your reason.")
        )
        return redirect("plan:statement_list", slug)
    context = {"project": project, "tab": "plan", "form": form, "statement": statement}
    return render(request, "plan/statement_retire.html", context)


@access(*MEMBERS)
def statement_agree(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what a member says of statements, on the page of all or of one; emails of before lead here, and on."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_agree(project))
    if request.method != "POST":
        return redirect("plan:statement_list", slug)
    me = get_member_or_403(project)
    form = _agreements(request, project, me)
    if not _save_agreements(form, me, by=me):
        return _show_list(request, project, form)
    messages.success(request, _("Thank you. You can change what you said at any time."))
    for statement in form.statements:
        if request.GET.get("one") == str(statement.pk):
            return redirect("plan:statement_detail", slug, statement.pk)
    return redirect("plan:statement_list", slug)


@access(Who.FACILITATOR)
@comes_back
def statement_agree_for(request: HttpRequest, slug: str, by_hand_pk: int) -> HttpResponse:
    """Enter what a member who cannot sign in said on paper or aloud, in their name."""
    project = get_project_or_404(request.user, slug)
    member = get_object_or_404(project.members, pk=by_hand_pk)
    require(permissions.can_agree_for(project, member))
    form = _agreements(request, project, member, name=member.known_as)
    if _save_agreements(form, member, by=get_member_or_403(project)):
        words = _("It is written down as what %(name)s said.")
        messages.success(request, words % {"name": member.known_as})
        return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "plan", "form": form, "member": member}
    return render(request, "plan/statement_agree_for.html", context, status=status_of(form))


def _agreements(
    request: HttpRequest, project: Project, member: Member, *, name: str = ""
) -> AgreementsForm:
    """Ask about the statements that wait for the member, or about all; whoever enters for them always has some."""
    rows = project.statements.in_force().seen_by(member.pk)
    if sent := AgreementsForm.asked_in(request.POST):
        # Also what was retired meanwhile: the form says so, and shows what was typed.
        rows = project.statements.seen_by(member.pk).filter(pk__in=sent)
    asked = list(rows.order_by(F("my_says").asc(nulls_first=True), "-kind", "-pk")[:ASKED])
    if not sent and request.GET.get("show") != "all":
        waiting = [statement for statement in asked if statement.my_says is None]
        asked = waiting or (asked if name else [])
    return AgreementsForm(request.POST or None, statements=asked, name=name)


def _save_agreements(form: AgreementsForm, member: Member, *, by: Member) -> bool:
    """Save what a valid form says; return whether it did. Words that changed meanwhile are an error of the form."""
    now = timezone.now()
    try:
        return save_edit(
            form, lambda: services.answer_statements(member, form.said(), by=by, now=now)
        )
    except services.WordsChanged:
        form.add_error(
            None, _("The words changed at this moment. Send it again, and read them anew.")
        )
        return False


@access(Who.FACILITATOR)
def concern_close(
    request: HttpRequest, slug: str, statement_pk: int, concern_pk: int
) -> HttpResponse:
    """Answer a concern; whoever raised it is told."""
    project = get_project_or_404(request.user, slug)
    statement = get_object_or_404(project.statements, pk=statement_pk)
    concern = get_object_or_404(statement.concerns.select_related("member"), pk=concern_pk)
    require(can_edit_plan(project))
    form = WordsForm(
        request.POST or None,
        label=_("What is your answer?"),
        hint=_(
            "Say what you will do about it, or why you can’t. Everybody in the project can read it."
        ),
        missing=_("Write your answer."),
    )
    if form.is_valid():
        outcome, me = form.cleaned_data["words"], get_member_or_403(project)
        services.close_concern(concern, outcome=outcome, by=me, now=timezone.now())
        messages.success(
            request, _("Thank you. We are telling %(name)s.") % {"name": concern.member.known_as}
        )
        return redirect("plan:statement_detail", slug, statement.pk)
    context = {"project": project, "tab": "plan", "form": form, "concern": concern}
    return render(request, "plan/concern_close.html", context)
