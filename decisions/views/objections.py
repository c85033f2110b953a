"""What a maker of a decision can say on its page: that they were none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.prepared import Prepared, number
from decisions import permissions, services
from decisions.forms.objections import ObjectionForm
from decisions.makers import Makers
from decisions.models import Decision, MakerObjection
from projects.getters import get_member_or_403
from projects.models import Project


def take_in_objection(
    request: HttpRequest, project: Project, decision: Decision, form: ObjectionForm
) -> HttpResponse | None:
    """Take in what a maker says about being named, and go on; None where the page has to show what is wrong."""
    if not (may := permissions.can_speak_of_naming(project)):
        messages.info(request, may.reason)
        return redirect(decision)
    member, now = get_member_or_403(project), timezone.now()
    if "take_back" in request.POST:
        services.take_objection_back(decision, member=member, now=now)
        messages.success(request, _("You took it back."))
        return redirect(decision)
    if not form.is_valid():
        return None
    words = form.cleaned_data["not_so"]
    try:
        services.object_to_naming(decision, member=member, words=words, now=now)
    except services.NotNamed:
        form.add_error(
            None, _("You are not named among those who made this. So there is nothing to correct.")
        )
        return None
    messages.success(
        request, _("Thank you. Everybody can read it beside the names. The facilitators are told.")
    )
    return redirect(decision)


def objections_of(
    project: Project, decision: Decision, makers: Makers, form: ObjectionForm
) -> dict[str, Any]:
    """Return what the page of a decision shows of what its makers say about being named."""
    me = project.viewer.member_id
    standing = _STANDING.all(decision=decision.pk)
    has_objected = any(one.member_id == me for one in standing)
    return {
        "objections": standing,
        "has_objected": has_objected,
        "can_object": bool(permissions.can_object(project, makers)) and not has_objected,
        "objection_form": form,
    }


_STANDING = Prepared(
    lambda: (
        MakerObjection.objects.standing()
        .filter(decision=number("decision"))
        .select_related("member")
        .order_by("at", "pk")
    )
)
