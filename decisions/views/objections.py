"""What a maker of a decision can say on its page: that they were none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import permissions, services
from decisions.forms.objections import ObjectionForm
from decisions.makers import Makers
from decisions.models import Decision
from projects.getters import get_member_or_403
from projects.models import Project


def take_in_objection(
    request: HttpRequest, project: Project, decision: Decision, makers: Makers
) -> tuple[dict[str, Any], HttpResponse | None]:
    """Take in what a maker says about being named; return what the page shows of it, and where to go on."""
    me = project.viewer.member_id
    form = ObjectionForm(request.POST if "not_so" in request.POST else None)
    standing = list(decision.objections.standing().select_related("member").order_by("at", "pk"))
    can_object = bool(permissions.can_object(project, makers))
    if request.method == "POST" and not can_object:
        messages.info(request, _("Only somebody who is named among the makers can say this."))
        return {}, redirect(decision)
    if request.method == "POST":
        member, now = get_member_or_403(project), timezone.now()
        if "take_back" in request.POST:
            services.take_objection_back(decision, member=member, now=now)
            messages.success(request, _("You took it back."))
            return {}, redirect(decision)
        if form.is_valid():
            words = form.cleaned_data["not_so"]
            services.object_to_naming(decision, member=member, words=words, now=now)
            messages.success(request, _("Thank you. It stands beside the names, and we were told."))
            return {}, redirect(decision)
    has_objected = any(one.member_id == me for one in standing)
    context = {
        "objections": standing,
        "has_objected": has_objected,
        "can_object": can_object and not has_objected,
        "objection_form": form,
    }
    return context, None
