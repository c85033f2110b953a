"""The ways to a member, a group or a review: always through the project that the user may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from participation.models import Group, ParticipationReview
from projects.getters import get_viewer_member
from projects.models import Member, Project


def get_member_or_404(project: Project, pk: int) -> Member:
    """
    Return a member with their choice of how to hear.

    Who was invited and has not come, and who declined, is known to facilitators alone.

    :raises Http404: when there is none, or the viewer may not know that there is one.
    """
    members = Member.objects.filter(project=project).select_related(
        "user__refused", "preference__through", "greeting__by"
    )
    if not project.viewer.is_facilitator:
        members = members.who_came()
    member = get_object_or_404(members, pk=pk)
    # The same project row, so that templates and services ask the database no second time.
    member.project = project
    return member


def get_me(project: Project) -> Member:
    """
    Return the member who looks at the project.

    :raises Http404: when nobody does; ask a permission first.
    """
    member = get_viewer_member(project)
    if member is None:
        raise Http404
    member.project = project
    return member


def get_group_or_404(project: Project, pk: int) -> Group:
    """
    Return a group of the project's map, retired ones too.

    :raises Http404: when there is none.
    """
    return get_object_or_404(Group, project=project, pk=pk)


def get_review_or_404(project: Project, pk: int) -> ParticipationReview:
    """
    Return a participation review of the project.

    :raises Http404: when there is none.
    """
    reviews = ParticipationReview.objects.select_related("opened_by", "finished_by")
    review = get_object_or_404(reviews, project=project, pk=pk)
    review.project = project
    return review
