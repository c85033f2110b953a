"""What somebody shares in the directory is on no page of anybody but members, and of theirs only where they look."""

import pytest
from django.urls import reverse

from home.models import SearchText
from projects.models import Project
from tests.coproduce.test_needs_nowhere import content_of
from tests.house.test_access import PATTERNS
from tests.house.world import Role
from tests.sharing import SHARED

MEMBERS = {Role.PARTICIPANT, Role.FACILITATOR}
#: Where they read it themselves beside the directory, which is a part of the page of people.
READ_ON = {Role.PARTICIPANT: {"participation:receipt"}}


def pages_with_it(world, role) -> set[str]:
    client, found = world.client(role), set()
    for name, pattern in PATTERNS.items():
        words = pattern.pattern.regex.groupindex
        address = reverse(name, kwargs={word: world.arguments[word] for word in words})
        with world.undone():
            page = content_of(client.get(address))
        if any(words in page for words in SHARED.values()):
            found.add(name)
    return found


@pytest.mark.only_pages
@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_it_is_on_no_page_but_those_of_members(full_world, role):
    with full_world.undone():
        Project.objects.filter(pk=full_world.project.pk).update(is_public=True)
        found = pages_with_it(full_world, role)
        people = reverse("participation:people", args=[full_world.project.slug])
        page = content_of(full_world.client(role).get(people, {"show": "directory"}))
    assert found == READ_ON.get(role, set())
    assert [words in page for words in SHARED.values()] == [role in MEMBERS] * len(SHARED)


@pytest.mark.django_db
def test_it_is_not_in_the_search(full_world):
    kept = str(list(SearchText.objects.values_list("title", "text", "more")))
    assert [words for words in SHARED.values() if words in kept] == []
