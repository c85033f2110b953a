"""The house stays small: how many kinds of page a participant can reach."""

import pytest
from django.urls import reverse

from tests.house.test_access import PATTERNS
from tests.house.world import Role

#: One of them is the accessibility statement, which the law wants to have a page of its own.
MOST_KINDS = 65
#: Pages that only a demonstration has.
OF_THE_DEMO = {"outbox:demo_mail_list", "outbox:demo_mail_detail"}


def is_page(answer) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and kind.startswith("text/html") and b"<h1" in answer.content


@pytest.mark.django_db
def test_a_participant_can_reach_few_kinds_of_page(full_world):
    client, found = full_world.client(Role.PARTICIPANT), []
    for name, pattern in sorted(PATTERNS.items()):
        if name in OF_THE_DEMO:
            continue
        arguments = {word: full_world.arguments[word] for word in pattern.pattern.regex.groupindex}
        with full_world.undone():
            if is_page(client.get(reverse(name, kwargs=arguments))):
                found.append(name)
    assert "plan:plan" in found
    assert len(found) <= MOST_KINDS, "\n".join(found)
