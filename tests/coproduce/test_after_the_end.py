"""Forms that were open when a project ended, and are sent afterwards: these pages refuse them and keep nothing."""

import pytest
from django.utils import timezone

from plan.services import end_project
from tests.coproduce.test_malformed_requests import addresses, what_is_saved
from tests.filled_forms import Form, filled_forms
from tests.house.world import Role, World

pytestmark = pytest.mark.django_db
MEMBERS = (Role.FACILITATOR, Role.PARTICIPANT)
#: What is noted of whoever sends anything, whether or not it is refused.
BY_THE_WAY = ("django_session", "accounts_user")
#: Pages that take no more once the project has ended. Others still write; this list does not speak of them.
REFUSE = (
    "actions:action_create",
    "actions:takeover_ask",
    "decisions:proposal_create",
    "decisions:proposal_edit",
    "decisions:say_edit",
    "decisions:say_for",
    "decisions:say_take_back",
    "elements:aloud_create",
    "elements:review_create",
    "meetings:meeting_arrange",
    "meetings:meeting_call_off",
    "meetings:meeting_create",
    "meetings:meeting_edit",
    "meetings:outcome_take_away",
    "meetings:room_words",
    "participation:gap_answer",
    "participation:imbalance_action",
    "participation:review_finish",
    "plan:boundary_create",
    "plan:boundary_edit",
    "plan:boundary_retire",
    "plan:concern_close",
    "plan:difficulty_create",
    "plan:difficulty_edit",
    "plan:difficulty_retire",
    "plan:existing_create",
    "plan:existing_edit",
    "plan:existing_retire",
    "plan:promise_edit",
    "plan:readiness_edit",
    "plan:starting_point_create",
    "plan:starting_point_edit",
    "plan:starting_point_retire",
    "plan:starting_point_said",
    "plan:statement_agree",
    "plan:statement_agree_for",
    "plan:statement_create",
    "plan:statement_edit",
    "plan:statement_retire",
    "plan:step_create",
    "plan:step_edit",
    "plan:step_move",
    "plan:step_said",
    "plan:step_together",
    "plan:step_together_for",
    "plan:strength_create",
    "plan:strength_edit",
    "plan:strength_retire",
    "plan:unsettled_create",
    "plan:unsettled_edit",
    "plan:unsettled_settle",
    "projects:help_edit",
    "projects:public_page_edit",
    "projects:purpose_edit",
    "projects:safety_edit",
    "questions:contribution_create",
    "questions:question_create",
    "questions:question_end",
    "questions:question_ideas",
    "questions:wording_answer",
    "questions:wording_create",
)
#: Where the form stands, when that is another page.
SHOWN_ON = {
    "decisions:say_take_back": "decisions:proposal_detail",
    "plan:statement_agree": "plan:statement_list",
    "plan:step_together": "plan:step_detail",
    "questions:question_ideas": "questions:question_detail",
}


def forms_for(world: World, role: Role, name: str) -> list[Form]:
    address, page = (addresses(world)[each] for each in (name, SHOWN_ON.get(name, name)))
    with world.undone():
        shown = world.client(role).get(page)
    found = filled_forms(shown.content.decode(), page, "We heard people.")
    return [form for form in found if form.action.partition("#")[0] == address]


@pytest.mark.parametrize("name", REFUSE)
def test_a_form_that_was_open_at_the_end_is_refused_after_it(name, full_world):
    sent = 0
    with full_world.undone():
        forms = {role: forms_for(full_world, role, name) for role in MEMBERS}
        end_project(full_world.project, by=full_world.facilitator, why="Done.", now=timezone.now())
        for role, found in forms.items():
            for form in found:
                with full_world.undone(), what_is_saved() as saved:
                    answer = full_world.client(role).post(form.action, form.data)
                kept = [sql for sql in saved if not any(table in sql for table in BY_THE_WAY)]
                assert (answer.status_code, kept) == (403, [])
                sent += 1
    assert sent, f"no form is sent to {name}"
