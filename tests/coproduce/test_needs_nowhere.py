"""What somebody says in confidence is on no page but where they and its readers look."""

import pytest
from django.urls import reverse
from django.utils import timezone

from participation import services
from tests.house.test_access import PATTERNS
from tests.house.world import Role
from tests.needing import say_needs
from tests.returning import promise_return
from tests.wording import answered, write

#: What somebody needs, and how it is arranged.
WORDS, HOW = "Quokka beside the window", "Numbat from room 9"


#: What they would like in return; what they are promised, and how much; and why not.
IN_RETURN = ("Bilby for the tram", "Dugong each Monday", "£77.13", "Wombat in the fund")


def promise_in_return(member, by):
    said = {"kinds": ["training"], "words": IN_RETURN[0], "readers": [by.pk]}
    services.record_wish(member, **said, now=timezone.now())
    thing = services.Thing("payment", IN_RETURN[1], amount="77.13", currency="£")
    promise_return(member, by, thing=thing)
    other = promise_return(member, by)
    services.withdraw_return(other, why=IN_RETURN[3], by=by, now=timezone.now())


#: What somebody wrote to one person alone, its answer, and why it should go to somebody else.
IN_PRIVATE = ("Potoroo at the desk", "Wallaby on Tuesday", "Dingo knows more")


def write_in_private(member, by):
    word = answered(write(member, by, IN_PRIVATE[0], is_barrier=True), IN_PRIVATE[1])
    services.ask_to_send_on(word, why=IN_PRIVATE[2], by=by, now=timezone.now())
    return word


def content_of(answer) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PARTICIPANT])
def test_no_page_of_anybody_else_has_a_word_of_it(full_world, role):
    with full_world.undone():
        need = say_needs(full_world.participant, full_world.facilitator, caring=WORDS)
        due_on = timezone.localdate()
        now = timezone.now()
        services.promise_need(need, by=full_world.facilitator, due_on=due_on, how=HOW, now=now)
        promise_in_return(full_world.participant, full_world.facilitator)
        write_in_private(full_world.participant, full_world.facilitator)
        client, found = full_world.client(role), []
        for name, pattern in PATTERNS.items():
            words = pattern.pattern.regex.groupindex
            address = reverse(name, kwargs={word: full_world.arguments[word] for word in words})
            page = content_of(client.get(address))
            if any(words in page for words in (WORDS, HOW, *IN_RETURN, *IN_PRIVATE)):
                found.append(address)
        assert found == []
        own = full_world.client(Role.PARTICIPANT)
        page = own.get(reverse("participation:my_needs", args=[full_world.project.slug])).text
        assert (WORDS in page, HOW in page) == (True, True)
        page = own.get(reverse("participation:my_returns", args=[full_world.project.slug])).text
        assert [words for words in IN_RETURN if words not in page] == []
        page = own.get(reverse("participation:my_words", args=[full_world.project.slug])).text
        assert [words for words in IN_PRIVATE if words not in page] == []
