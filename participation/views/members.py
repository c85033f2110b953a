"""The people of a project: who is here, and what facilitators change of a member."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.getters import lost_change
from core.access import YES, access, require
from core.revisions import save_edit, status_of
from outbox.models import Preference
from outbox.services import set_preference
from participation import permissions, services
from participation.about_us import read_about_us
from participation.directory import DIRECTORY
from participation.forms import EditContactForm, EmailForm, MemberAddForm, RoleForm, SearchForm
from participation.getters import get_me, get_member_or_404
from participation.missing import read_missing
from participation.models import Group, Return
from participation.people import Show, count_people, experience_words, list_people
from participation.people_map import (
    UNEVEN,
    find_carrying_many,
    name_speakers,
    read_map,
    spoken_for,
)
from participation.spreading import in_full_hours
from participation.thanks import shown_to
from participation.views.about_us import ABOUT_US, show_about_us
from participation.views.coming_in import show_blank_sheet
from participation.views.directory import show_directory
from participation.views.pictures import show_changes, show_picture
from participation.views.thanks import people_thanks
from projects.access import PROJECT_READERS, Who
from projects.coming import way_back
from projects.getters import get_project_or_404
from projects.models import Member, Project

#: What the address of this page can ask for instead of people, groups and who is missing.
_PARTS = {
    "picture": show_picture,
    "changes": show_changes,
    DIRECTORY: show_directory,
    "thanks": people_thanks,
}


@access(*PROJECT_READERS)
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is missing, the groups with those who can speak for them, and everybody by name; or the directory."""
    project = get_project_or_404(request.user, slug)
    if part := _PARTS.get(request.GET.get("show", "")):
        return part(request, project)
    can_manage = permissions.can_manage_members(project)
    if can_manage and request.GET.get("show") == ABOUT_US:
        return show_about_us(request, project)
    context = {"project": project, "tab": "people", "can_manage": can_manage}
    context |= _by_name(request.GET, project, is_manager=bool(can_manage))
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "participation/people_rows.html", context)
    # Who looks for a name is shown names alone: the page stays short.
    if not context["is_by_name"]:
        context |= _map(request.GET, project)
    return render(request, "participation/people.html", context)


def _by_name(query: QueryDict, project: Project, *, is_manager: bool) -> dict[str, Any]:
    """Return one page of the members by name, as the address asks for it."""
    wanted = query.get("show", "")
    show = Show(wanted) if is_manager and wanted in set(Show) else Show.HERE
    form = SearchForm(query if "q" in query else None)
    words = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    keys = {name: query.get(name, "") for name in ("after", "before")}
    page = list_people(project, show=show, words=words, **keys)
    return {
        "words": words,
        "show": show,
        "page": page,
        "pages": page.addresses(show=show, q=words),
        "counts": count_people(project),
        "is_by_name": any(name in query for name in ("q", "show", "after", "before")),
    }


def _map(query: QueryDict, project: Project) -> dict[str, Any]:
    """Return who is missing, and one page of the groups on the map."""
    people_map = read_map(project)
    wanted = query.get("part", "")
    part = wanted if wanted in {*Group.Sector.values, UNEVEN} else ""
    groups = people_map.page(show=part, after=query.get("from", ""), before=query.get("to", ""))
    missing = read_missing(project, people_map.missing())
    can_review = permissions.can_review_participation(project)
    named = [*groups.rows, *(row.group for row in missing.groups)]
    return {
        "map": people_map,
        "part": part,
        "groups": groups.rows,
        "group_pages": groups.addresses(("from", "to"), "#groups", part=part),
        "names": name_speakers(named),
        "missing": missing,
        "today": timezone.localdate(),
        "can_review": can_review,
        "carrying": find_carrying_many(project) if permissions.can_change_map(project) else [],
        "about_us": read_about_us(project),
        # One filled button a page: inviting gives way to what comes first.
        "has_first_thing": not people_map.groups or (can_review and missing.is_open),
    }


@access(*PROJECT_READERS)
def member_detail(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show what a member says of themselves, and to facilitators how to reach them."""
    project = get_project_or_404(request.user, slug)
    member = get_member_or_404(project, member_pk)
    can_manage = permissions.can_manage_members(project)
    is_me = member.pk == project.viewer.member_id
    context = {
        "project": project,
        "tab": "people",
        "member": member,
        "experience": experience_words(member),
        "speaks_for": spoken_for(member, sees_all=bool(can_manage) or is_me),
        "is_me": is_me,
        "can_manage": can_manage,
        "thanks": shown_to(member) if permissions.can_read_thanks(project) else [],
        "can_thank": permissions.can_thank(project) and member.is_taking_part and not is_me,
    }
    if can_manage:
        context["preference"] = Preference.of(member)
        context["invitation"] = invitation = member.invitations.unanswered().first()
        context["is_expired"] = not member.invitations.live(now=timezone.now()).exists()
        if invitation and invitation.leaves_at > timezone.now():
            context["leaves_by"] = in_full_hours(invitation.leaves_at)
    return render(request, "participation/member_detail.html", context)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a person who has no email; or show the questions to them on a blank sheet, to be printed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    if request.method != "POST" and "print" in request.GET:
        return show_blank_sheet(request, project)
    form = MemberAddForm(request.POST or None, project=project)
    if form.is_valid():
        member = services.add_member_without_email(
            project, by=get_me(project), now=timezone.now(), **form.cleaned_data
        )
        words = _("%s is in the project. You can now write down what they told you.")
        messages.success(request, words % member.known_as)
        return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "people", "form": form}
    context["back"] = way_back(request, slug, "participation:people")
    return render(request, "participation/member_add.html", context)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_contact(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Change how a person without email is reached."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    known = Preference.of(member)
    form = EditContactForm(request.POST or None, known=known, project=project)
    more: dict[str, Any] = {"rhythm": known.rhythm, "by": get_me(project)}
    if save_edit(form, lambda: set_preference(member, **more, **form.cleaned_data)):
        messages.success(request, _("Saved how to reach %s.") % member.known_as)
        return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "people", "form": form, "member": member}
    return render(request, "participation/member_contact.html", context, status=status_of(form))


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_email(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Give an email address to a person who had none, or ask another one whether it is theirs."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    may_ask = permissions.can_ask_for_address(project, member) if member.user_id else YES
    form = EmailForm(request.POST or None)
    if may_ask and form.is_valid():
        try:
            words = _give_or_ask(member, form.cleaned_data["email"], by=get_me(project))
        except services.CannotDo as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, words % member.known_as)
            return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "people", "form": form, "member": member}
    context["may_ask"] = may_ask
    if may_ask and member.user and (lost := lost_change(member.user, now=timezone.now())):
        # What they asked for themselves is theirs to see.
        context["lost"] = lost if lost.asker_id else None
    return render(request, "participation/member_email.html", context)


def _give_or_ask(member: Member, email: str, *, by: Member) -> str:
    """Give a first address at once; ask another one first. Return what was done."""
    now = timezone.now()
    if member.user_id is None:
        services.give_email(member, email=email, by=by, now=now)
        return _("%s can sign in now. We emailed them to say so.")
    services.ask_for_address(member, email=email, by=by, now=now)
    return _("We wrote to the new address of %s. It counts once they press the button there.")


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_role(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Make a member a facilitator or a participant."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    form = RoleForm(request.POST or None, member=member)
    try:
        changed = partial(services.change_role, member, now=timezone.now())
        if save_edit(form, lambda: changed(**form.cleaned_data)):
            words = _("%(name)s is a %(role)s now.")
            told = {"name": member.known_as, "role": member.get_role_display()}
            messages.success(request, words % told)
            return redirect("participation:member_detail", slug, member.pk)
    except services.CannotDo as refusal:
        form.add_error("role", str(refusal))
    context = {"project": project, "tab": "people", "form": form, "member": member}
    return render(request, "participation/member_role.html", context, status=status_of(form))


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Let a member go; a page asks first."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    owed = member.returns.agreed().exclude(got=Return.Got.YES).count()
    context = {"project": project, "tab": "people", "member": member, "refusal": "", "owed": owed}
    if request.method == "POST":
        try:
            services.end_membership(member, now=timezone.now())
        except services.CannotDo as refusal:
            context["refusal"] = str(refusal)
        else:
            words = _("%s is no longer in the project. What they said and did stays.")
            messages.success(request, words % member.known_as)
            return redirect("participation:people", slug)
    return render(request, "participation/member_remove.html", context)
