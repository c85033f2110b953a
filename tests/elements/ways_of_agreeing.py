"""What somebody could do to a sound project so that few would look as if all agreed, or answered."""

from elements.models import Asked, Sheet
from plan.models import Agreement, Statement
from projects.models import Role
from tests import factories


def many_facilitators_agree(sound, *kinds):
    """Let nine who run the project agree, and one of the four others: that is most of all who take part."""
    facilitators = factories.MemberFactory.create_batch(
        8, project=sound.project, role=Role.FACILITATOR
    )
    Agreement.objects.filter(statement__kind__in=kinds).delete()
    for statement in Statement.objects.filter(kind__in=kinds):
        for member in (sound.jo, *facilitators, sound.others[0]):
            factories.agreement(statement, member)


def facilitators_add_one(sound, kind):
    """Beside what all agree to, let there be one more to which nine who run the project do, and nobody else."""
    factories.MemberFactory.create_batch(8, project=sound.project, role=Role.FACILITATOR)
    added = factories.StatementFactory(project=sound.project, kind=kind)
    for member in sound.project.members.filter(role=Role.FACILITATOR):
        for statement in (added, *Statement.objects.filter(kind=kind).exclude(pk=added.pk)):
            factories.agreement(statement, member)


def only_a_sheet_of_a_facilitator_came_in(sound):
    Asked.objects.update(has_answered=False)
    sheet = {"review": sound.review, "number": "ABCD2345"}
    Sheet.objects.create(**sheet, role=Role.FACILITATOR, is_in=True)


WAYS_OF_AGREEING = {
    "of two ways of working one is agreed to by facilitators alone": (
        lambda s: facilitators_add_one(s, "way"),
        ["equal.care"],
    ),
    "of what good looks like one line is agreed to by facilitators alone": (
        lambda s: facilitators_add_one(s, "good"),
        ["action.good-and-done"],
    ),
    "only a facilitator's sheet came in": (
        only_a_sheet_of_a_facilitator_came_in,
        ["creative.unasked"],
    ),
    "nine facilitators and one of four others agree to a way of working": (
        lambda s: many_facilitators_agree(s, "way"),
        ["equal.care"],
    ),
    "nine facilitators and one of four others agree what good and done look like": (
        lambda s: many_facilitators_agree(s, "good", "done"),
        ["action.good-and-done"],
    ),
}
