"""The pages of outbox: how one hears, what was sent, and the emails of demo mode."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from core.access import Visitor, access, require
from core.pages import page_by_key
from core.revisions import save_edit, status_of
from outbox import permissions, services
from outbox.audience import is_cut_off
from outbox.forms import PreferenceForm
from outbox.getters import get_delivery_or_404, get_member_or_404, get_message_or_404
from outbox.letters import count_people
from outbox.links import get_member_of_link
from outbox.models import Delivery, DemoMail, Preference
from outbox.ticks import words_of
from projects.access import MEMBERS, Who
from projects.getters import get_project_or_404, get_viewer_member
from projects.models import Member, Project

#: So many things that did not work are shown on one page.
MOST_HITCHES = 10
MESSAGES = 15


@access(*MEMBERS)
def preference(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member choose how and how often they hear."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_set_own_preference(project))
    member = get_member_or_404(project, project.viewer.member_id or 0)
    return _preference(request, project, member)


@access(Who.FACILITATOR)
def member_preference(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Let a facilitator set it for somebody, most of all for those without email."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_set_preference_of_member(project))
    member = get_member_or_404(project, member_pk)
    return _preference(request, project, member)


@access(Who.FACILITATOR)
def address_again(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Send emails again to the address of somebody for which the mail server took none."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_set_preference_of_member(project))
    member = get_member_or_404(project, member_pk)
    if request.method == "POST" and member.user:
        if services.use_address_again(member.user, project=project, now=timezone.now()):
            words = _(
                "We use the address of %s again. If the mail server refuses it, you read it here."
            )
        else:
            words = _("We use the address of %s already.")
        messages.success(request, words % member.known_as)
    return redirect("participation:member_detail", slug, member_pk)


def _preference(request: HttpRequest, project: Project, member: Member) -> HttpResponse:
    form = PreferenceForm(request.POST or None, instance=Preference.of(member))
    is_own = member.pk == project.viewer.member_id
    context = {"project": project, "member": member, "form": form, "is_own": is_own}
    context["tab"] = "people"
    by = get_viewer_member(project)
    if save_edit(form, lambda: services.set_preference(member, by=by, **form.cleaned_data)):
        messages.success(request, _("Saved. From now on we'll do it this way."))
        return redirect(request.path)
    return render(request, "outbox/preference.html", context, status=status_of(form))


@csrf_exempt
@access(
    Visitor.ANYBODY,
    because="a mail program stops the news by one POST (RFC 8058); the link is signed",
)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops the news; a POST, also by a mail program, does it. What is asked still comes."""
    member = get_member_of_link(token)
    if member is None:
        return render(request, "outbox/unsubscribe_gone.html", status=410)
    if request.method == "POST":
        services.stop_news(member, now=timezone.now())
    is_of_another = not member.user_id or request.user.pk not in (None, member.user_id)
    context = {"member": member, "is_of_another": is_of_another}
    context["is_done"] = request.method == "POST"
    return render(request, "outbox/unsubscribe.html", context)


@access(Who.FACILITATOR)
def delivery_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was sent, newest first, with how many people it reached."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    page = page_by_key(
        project.messages.to_list(),
        key="id",
        size=MESSAGES,
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "updates",
        "page": page,
        "rows": Delivery.objects.counts_of(page.rows),
        "people": count_people(project),
        "cut_off": project.members.filter(is_cut_off()).count(),
        "hitches": [
            (words_of(hitch), hitch)
            for hitch in project.hitches.order_by("-last_at", "-pk")[:MOST_HITCHES]
        ],
    }
    return render(request, "outbox/delivery_list.html", context)


@access(Who.FACILITATOR)
def message_detail(request: HttpRequest, slug: str, message_pk: int) -> HttpResponse:
    """Show how many people a message reached; by name only those whom somebody must ring, write to or ask about."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    message = get_message_or_404(project, message_pk)
    page = page_by_key(
        message.deliveries.need_a_look().with_people(),
        key="id",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "updates",
        "message": message,
        "page": page,
        "counts": Delivery.objects.counts_of([message])[0][1],
        "again": reverse("outbox:message_progress", args=[slug, message_pk]),
    }
    return render(request, "outbox/message_detail.html", context)


@access(Who.FACILITATOR)
def message_progress(request: HttpRequest, slug: str, message_pk: int) -> HttpResponse:
    """Say how far a message has come, for a page that looks again while it is sent."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    message = get_message_or_404(project, message_pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("outbox:message_detail", slug, message_pk)
    context = {"counts": Delivery.objects.counts_of([message])[0][1], "again": request.path}
    return render(request, "outbox/sending.html#sending", context)


@access(Who.FACILITATOR)
def delivery_retry(
    request: HttpRequest, slug: str, message_pk: int, delivery_pk: int
) -> HttpResponse:
    """Try a delivery again that failed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_see_deliveries(project))
    delivery = get_delivery_or_404(project, message_pk, delivery_pk)
    if request.method == "POST":
        if services.retry_delivery(delivery, now=timezone.now()):
            messages.success(request, _("We're trying it again now."))
        else:
            messages.info(request, _("Nothing is tried again: it has arrived, or they have left."))
    return redirect("outbox:message_detail", slug, message_pk)


@access(Visitor.ANYBODY, because="it exists in demo mode only, where nobody is real")
def demo_mail_list(request: HttpRequest) -> HttpResponse:
    """List the emails of demo mode, newest first."""
    _only_in_demo_mode()
    page = page_by_key(
        DemoMail.objects.defer("text", "html"),
        key="id",
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "outbox/demo_mail_list.html", {"page": page})


@access(Visitor.ANYBODY, because="it exists in demo mode only, where nobody is real")
def demo_mail_detail(request: HttpRequest, mail_pk: int) -> HttpResponse:
    """Show one email of demo mode, its links ready to follow."""
    _only_in_demo_mode()
    mail = get_object_or_404(DemoMail, pk=mail_pk)
    return render(request, "outbox/demo_mail_detail.html", {"mail": mail})


def _only_in_demo_mode() -> None:
    if not settings.DEMO:
        raise Http404
