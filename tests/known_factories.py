"""Makes rows of what a project promises and builds on, what changes, what stays: each the smallest believable one."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from plan.models import (
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Impact,
    PlanPromise,
    StartingPoint,
    Strength,
)
from tests.factories import DAY, NOW, ProjectFactory


class PlanPromiseFactory(DjangoModelFactory):
    class Meta:
        model = PlanPromise

    project = factory.SubFactory(ProjectFactory)
    kind = "together"
    words = "We buy what we agree on."
    # That nothing was said yet was the first.
    revision = 2
    created_at = NOW
    changed_at = NOW


class StartingPointFactory(DjangoModelFactory):
    class Meta:
        model = StartingPoint

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"41 complaints of last winter ({n})")
    tells = "Most are about waiting without news."
    leaves_out = "Whoever does not write complaints."
    created_at = NOW


class StrengthFactory(DjangoModelFactory):
    class Meta:
        model = Strength

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"The night porter whom everybody knows ({n})")
    created_at = NOW


class DifficultyFactory(DjangoModelFactory):
    class Meta:
        model = Difficulty

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"Nobody knows how long it takes ({n})")
    created_at = NOW


class ExistingFactory(DjangoModelFactory):
    class Meta:
        model = Existing

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"Soup after midnight ({n})")
    whose = "The bakery across the road"
    owners_say = Existing.OwnersSay.SUPPORT
    created_at = NOW


class ImpactFactory(DjangoModelFactory):
    class Meta:
        model = Impact

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"People sleep between two and four ({n})")
    who = "A carer"
    how_we_know = "Two people sat there for five nights and wrote it down."
    noticed_on = DAY
    created_at = NOW


class HandoverFactory(DjangoModelFactory):
    class Meta:
        model = Handover

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"The box of blankets ({n})")
    created_at = NOW


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    project = factory.SubFactory(ProjectFactory)
    due_on = DAY + timedelta(days=200)
    created_at = NOW
