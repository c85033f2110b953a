"""What somebody could do to a sound project so that few would look as if all agreed."""

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


WAYS_OF_AGREEING = {
    "nine facilitators and one of four others agree to a way of working": (
        lambda s: many_facilitators_agree(s, "way"),
        ["equal.care"],
    ),
    "nine facilitators and one of four others agree what good and done look like": (
        lambda s: many_facilitators_agree(s, "good", "done"),
        ["action.good-and-done"],
    ),
}
