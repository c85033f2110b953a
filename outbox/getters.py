"""Finds the rows that an address of the outbox names, each through its project."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from outbox.asked import reached_lately
from outbox.letters import people_to_reach
from outbox.models import Delivery, Message
from projects.models import Member, Project


def get_member_or_404(project: Project, member_pk: int) -> Member:
    """Return a member who has not left, with their preference and what is known of their address."""
    members = project.members.here_or_invited().select_related("user__refused", "preference")
    return get_object_or_404(members, pk=member_pk)


def get_reached_or_404(project: Project, member_pk: int) -> Member:
    """Return a member to whom something is to be posted or told by phone."""
    return get_object_or_404(people_to_reach(project), pk=member_pk)


def get_asked_or_404(project: Project, member_pk: int, *, now: datetime) -> Member:
    """Return a member to whom something is to be told by post or phone, or was lately."""
    return get_object_or_404(reached_lately(project, now=now), pk=member_pk)


def get_message_or_404(project: Project, message_pk: int) -> Message:
    """Return a message of the project that others may know of."""
    return get_object_or_404(project.messages.to_list(), pk=message_pk)


def get_delivery_or_404(project: Project, message_pk: int, delivery_pk: int) -> Delivery:
    """Return a delivery to a member of this project."""
    messages = project.messages.to_list().filter(pk=message_pk)
    deliveries = Delivery.objects.filter(message__in=messages)
    delivery = deliveries.select_related("message", "member").filter(pk=delivery_pk).first()
    if delivery is None:
        raise Http404
    return delivery
