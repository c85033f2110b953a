"""Groups on the people map: how each is affected, and who can speak for them."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.once import find_sent
from core.revisions import save_edit, status_of
from participation import permissions, services
from participation.forms import EditGroupForm, GroupForm, ImbalanceActionForm
from participation.getters import get_group_or_404
from participation.models import Group
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Member, Project
from projects.models.members import takes_part


@access(*PROJECT_READERS)
def group_detail(request: HttpRequest, slug: str, group_pk: int) -> HttpResponse:
    """Show what the map says of a group, and who can speak for it."""
    project = get_project_or_404(request.user, slug)
    group = get_group_or_404(project, group_pk)
    speakers = group.spokespeople.filter(takes_part("member")).select_related("member")
    can_change = permissions.can_change_map(project)
    seen = Q() if can_change else Q(is_named=True) | Q(member=project.viewer.member_id)
    context = {
        "project": project,
        "tab": "people",
        "group": group,
        "speakers": speakers.filter(seen).order_by("member__known_as", "pk")[:100],
        "unnamed": speakers.exclude(seen).count() if seen else 0,
        "belong": _who_belongs(group) if can_change else [],
        "actions": group.imbalance_actions.select_related("action__owner")[:100],
        "today": timezone.localdate(),
        "can_change": can_change,
        "can_act": permissions.can_act_on_imbalance(project, group),
    }
    return render(request, "participation/group_detail.html", context)


def _who_belongs(group: Group) -> QuerySet[Member]:
    """Return the members who ticked the group, and don't say that they speak for it; facilitators alone know it."""
    here = Member.objects.taking_part().filter(belongings__group=group)
    here = here.exclude(speaks_for__group=group)
    return here.order_by("known_as", "pk")[:100]


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a group on the map."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_change_map(project))
    now = timezone.now()
    form = GroupForm(
        request.POST or None,
        instance=Group(project=project, created_at=now, changed_at=now),
    )
    if form.is_valid():
        data = {name: form.cleaned_data[name] for name in services.GROUP_FIELDS}
        group = services.add_group(project, now=now, sent_key=form.cleaned_data["sent_key"], **data)
        messages.success(request, _("“%s” is on the map. Who else is affected?") % group.name)
        return _to_map(project)
    sent_key = form.is_bound and form.cleaned_data.get("sent_key")
    if sent_key and find_sent(project.groups.all(), sent_key, lock=None):
        return _to_map(project)
    context = {"project": project, "tab": "people", "form": form}
    return render(request, "participation/group_create.html", context)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def group_change(request: HttpRequest, slug: str, group_pk: int) -> HttpResponse:
    """Change what the map says of a group; of two who change it at once, the second sees both texts."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_change_map(project))
    group = get_group_or_404(project, group_pk)
    form = EditGroupForm(request.POST or None, instance=group)
    names, now = ("revision", *services.GROUP_FIELDS), timezone.now()
    if save_edit(
        form,
        lambda: services.change_group(
            group, now=now, **{name: form.cleaned_data[name] for name in names}
        ),
    ):
        messages.success(request, _("“%s” is saved.") % group.name)
        return redirect("participation:group_detail", slug, group.pk)
    context = {"project": project, "tab": "people", "form": form, "group": group}
    return render(request, "participation/group_change.html", context, status=status_of(form))


def _to_map(project: Project) -> HttpResponse:
    """Lead to the groups on the page of people."""
    return redirect(reverse("participation:people", args=[project.slug]) + "#groups")


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def group_retire(request: HttpRequest, slug: str, group_pk: int) -> HttpResponse:
    """Take a group off the map; a page asks first."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_change_map(project))
    group = get_group_or_404(project, group_pk)
    if request.method == "POST":
        services.retire_group(group, now=timezone.now())
        messages.success(request, _("“%s” is off the map.") % group.name)
        return _to_map(project)
    context = {"project": project, "tab": "people", "group": group}
    return render(request, "participation/group_retire.html", context)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def imbalance_action(request: HttpRequest, slug: str, group_pk: int) -> HttpResponse:
    """Promise an action so that a group has the say that it should have."""
    project = get_project_or_404(request.user, slug)
    group = get_group_or_404(project, group_pk)
    require(permissions.can_act_on_imbalance(project, group))
    form = ImbalanceActionForm(request.POST or None, project=project)
    if form.is_valid():
        group.project = project
        services.act_on_imbalance(group, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. We have told the person who will do it."))
        return redirect("participation:group_detail", slug, group.pk)
    context = {"project": project, "tab": "people", "form": form, "group": group}
    return render(request, "participation/imbalance_action.html", context)
