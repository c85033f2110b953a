"""A prepared query answers as the queryset would, with other values each time, and is built once."""

from datetime import timedelta

import pytest
from django.db.models import Count, Max, Q
from django.utils import timezone

from core.prepared import Prepared, day, moment, number, text, totals
from projects.models import Member, Project
from tests import factories


def test_prepared_answers_as_the_queryset_would_with_other_values_each_time(project, twin):
    factories.MemberFactory.create_batch(3, project=project)
    factories.MemberFactory(project=twin)
    prepared = Prepared(
        lambda: (
            Member.objects.filter(project=number("project"))
            .select_related("project")
            .order_by("pk")
        )
    )
    for asked in (project, twin, project):
        members = prepared.all(project=asked.pk)
        assert members == list(Member.objects.filter(project=asked).order_by("pk"))
        assert {member.project for member in members} == {asked}


def test_prepared_is_built_once(project):
    built = []

    def build():
        built.append(1)
        return Project.objects.filter(slug=text("slug")).values_list("pk", flat=True)

    prepared = Prepared(build)
    assert prepared.first(slug=project.slug) == project.pk
    assert prepared.first(slug="no-such-project") is None
    assert prepared.first(slug="' OR 1=1 -- %s") is None
    assert built == [1]


def test_prepared_is_built_again_for_another_time_zone(project):
    member = factories.MemberFactory(project=project)
    late = timezone.now().replace(hour=23, minute=30, month=1)
    Member.objects.filter(pk=member.pk).update(joined_at=late)
    prepared = Prepared(
        lambda: Member.objects.filter(pk=number("member"), joined_at__date__gt=day("day"))
    )
    asked = {"member": member.pk, "day": late.date()}
    assert prepared.all(**asked) == []
    with timezone.override("Asia/Tokyo"):
        assert prepared.all(**asked) == [member]
    assert prepared.all(**asked) == []


def test_totals_are_those_of_aggregate_of_many_rows_and_of_none(project, twin):
    factories.MemberFactory.create_batch(3, project=project)
    factories.MemberFactory(project=project, left_at=timezone.now())
    soon = timezone.now() + timedelta(days=1)
    counts = {"all": Count("pk"), "last": Max("joined_at")}
    prepared = Prepared(
        lambda: totals(
            Member.objects.filter(project=number("project")).order_by("known_as"),
            **counts,
            left=Count("pk", filter=Q(left_at__lt=moment("now"))),
        )
    )
    for asked in (project.pk, twin.pk, 0):
        rows = Member.objects.filter(project=asked)
        expected = rows.aggregate(**counts, left=Count("pk", filter=Q(left_at__lt=soon)))
        assert prepared.first(project=asked, now=soon) == {"all_rows": 1, **expected}


def test_prepared_says_which_value_is_missing(project):
    prepared = Prepared(lambda: Project.objects.filter(pk=number("project")))
    with pytest.raises(KeyError, match="project"):
        prepared.all()


def test_a_hole_can_lie_some_days_before_the_value(project):
    today = timezone.localdate()
    factories.MemberFactory(project=project, joined_at=timezone.now() - timedelta(days=3))
    prepared = Prepared(
        lambda: Member.objects.filter(joined_at__date__lt=day("day") - timedelta(days=2))
    )
    assert len(prepared.all(day=today)) == 1
    assert prepared.all(day=today - timedelta(days=1)) == []
