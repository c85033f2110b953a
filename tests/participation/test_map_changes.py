"""What changed on the map between two days: counts that the viewer may know, in sentences and as a table."""

from datetime import timedelta

import pytest
from django.urls import reverse

from participation import services
from participation.map_changes import compare
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight


def kept(pk=1, name="Porters", **more):
    """Return what a look keeps of a group."""
    said = {"sector": "staff", "involve": "yes", "speakers": 0, "say_today": "", "say_wanted": ""}
    return {"id": pk, "name": name, **said, "should_be_here": None, "should_be_a_few": False} | more


def day(*groups, **members):
    return {"groups": list(groups), "members": members, "never_came": []}


def without(group, *names):
    return {key: value for key, value in group.items() if key not in names}


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (day(kept()), day(kept()), []),
        ({}, {}, []),
        (day(), day(kept()), ["“Porters” is new on the map."]),
        (day(kept()), day(), ["“Porters” is no longer on the map."]),
        (
            day(kept()),
            day(kept(name="Night porters")),
            ["“Porters” is now called “Night porters”."],
        ),
        (
            day(kept()),
            day(kept(speakers=2)),
            ["Who can speak for “Porters”: 2 people. It was nobody."],
        ),
        (
            day(kept(speakers=2)),
            day(kept(speakers=1)),
            ["Who can speak for “Porters”: 1 person. It was 2 people."],
        ),
        (
            day(kept(speakers=2)),
            day(kept(speakers=0, involve="no")),
            ["Whether “Porters” should take part: no. It was yes."],
        ),
        (
            day(kept(say_today="none", say_wanted="lot")),
            day(kept(say_today="some", say_wanted="lot")),
            ["How much say “Porters” has: some. It was none."],
        ),
        (
            day(kept()),
            day(kept(say_wanted="lot")),
            ["How much say “Porters” should have: a lot. It was not said yet."],
        ),
        (
            day(kept(should_be_a_few=True)),
            day(kept(should_be_here=5)),
            ["How many of “Porters” should be here: 5. It was a few."],
        ),
        (day(taking_part=3), day(taking_part=4), ["1 more person takes part."]),
        (day(taking_part=9), day(taking_part=4), ["5 people fewer take part."]),
        (day(taking_part=4), day(taking_part=4), []),
        (day(), day(taking_part=4), []),
    ],
)
def test_what_changed_is_said_in_sentences_and_rows(before, after, sentences):
    changes = compare(before, after, sees_invited=True)
    assert changes.sentences == sentences
    assert len(changes.rows) == len(sentences)
    assert all(row.before != row.after for row in changes.rows)


def test_what_an_older_look_did_not_keep_is_no_change():
    names = ("say_today", "say_wanted", "should_be_here", "should_be_a_few")
    old = without(kept(), *names)
    new = kept(say_today="lot", say_wanted="lot", should_be_here=3)
    assert compare(day(old), day(new), sees_invited=True).sentences == []
    assert compare(day(new), day(old), sees_invited=True).sentences == []


def test_who_was_invited_is_counted_for_facilitators_alone():
    days = day(invited=1, taking_part=1), day(invited=3, taking_part=1)
    assert compare(*days, sees_invited=True).sentences == [
        "2 more people are invited and have not come yet."
    ]
    assert compare(*days, sees_invited=False).sentences == []


@pytest.fixture
def changes_url(project) -> str:
    return reverse("participation:people", args=[project.slug]) + "?show=changes"


def look(project, *, ago):
    on = DAY - timedelta(days=ago)
    review = services.open_review(project, due_on=on, now=NOW - timedelta(days=ago))
    project.participation_reviews.filter(pk=review.pk).update(finished_at=NOW)
    return review


def test_without_a_look_the_page_says_from_when_on_it_will_show_something(
    signed_in, project, facilitator, amina, changes_url
):
    page = signed_in(amina.user).get(changes_url).text
    begin = reverse("participation:review_open", args=[project.slug])
    assert lacks(page, begin, but_has="We haven’t looked at who is missing yet")
    assert begin in signed_in(facilitator).get(changes_url).text


def test_with_one_look_it_shows_what_changed_since(signed_in, participant, project, changes_url):
    look(project, ago=30)
    client = signed_in(participant)
    assert "Nothing on the map is different." in client.get(changes_url).text
    factories.GroupFactory(project=project, name="Night porters")
    page = tight(client.get(changes_url).text)
    assert "“Night porters” is new on the map." in page
    assert '<th scope="row">Night porters</th><td data-label="Before">not on the map</td>' in page
    assert "until now." in page


def test_two_looks_are_compared_whichever_comes_first(signed_in, participant, project, changes_url):
    first = look(project, ago=30)
    factories.GroupFactory(project=project, name="Night porters")
    second = look(project, ago=10)
    factories.GroupFactory(project=project, name="Later than both")
    client = signed_in(participant)
    for one, other in ((first, second), (second, first)):
        page = tight(client.get(f"{changes_url}&on={one.pk}&and={other.pk}").text)
        assert lacks(page, "Later than both", but_has="“Night porters” is new on the map.")


def test_days_that_cannot_be_compared_are_asked_for_again(
    signed_in, participant, project, twin, changes_url
):
    mine, theirs = look(project, ago=30), look(twin, ago=30)
    client = signed_in(participant)
    for days, words in (
        (f"&on={mine.pk}&and={mine.pk}", "Choose two different days."),
        ("&on=today&and=today", "Choose two different days."),
        (f"&on={theirs.pk}&and=today", "Choose one of these days."),
        (f"&on={'9' * 5000}&and=today", "Choose one of these days."),
        ("&on=%00&and=today", "Choose one of these days."),
        (f"&on={mine.pk}", "Choose one of these days."),
    ):
        answer = client.get(changes_url + days)
        assert answer.status_code == 200
        assert words in answer.text
        assert answer.context.get("changes") is None


def test_who_left_is_a_number_and_who_was_invited_is_for_facilitators(
    client, project, jo, amina, changes_url
):
    look(project, ago=30)
    factories.MemberFactory(project=project, known_as="Zebedee", joined_at=None, invited_at=NOW)
    gone = factories.MemberFactory(project=project, known_as="Wilhelmina")
    look(project, ago=10)
    gone.left_at = NOW
    gone.save()
    client.force_login(amina.user)
    page = client.get(changes_url).text
    assert lacks(page, "Wilhelmina", but_has="1 person fewer takes part.")
    first = project.participation_reviews.last()
    asked = f"{changes_url}&on={first.pk}&and=today"
    assert lacks(client.get(asked).text, "has not come yet", but_has="until now.")
    client.force_login(jo.user)
    page = client.get(asked).text
    assert lacks(page, "Zebedee", but_has="1 more person is invited and has not come yet.")


def test_changes_are_for_the_project_and_its_coordinators(
    client, project, amina, coordinator, stranger, outsider, changes_url
):
    look(project, ago=30)
    for user, status in ((amina.user, 200), (coordinator, 200), (stranger, 404), (outsider, 404)):
        client.force_login(user)
        assert client.get(changes_url).status_code == status


def test_changes_take_few_queries(signed_in, facilitator, project, changes_url, count_queries):
    look(project, ago=30)
    signed_in(facilitator)
    few = count_queries(changes_url)
    factories.SpeaksForFactory.create_batch(20, group__project=project)
    look(project, ago=10)
    assert count_queries(changes_url) == few
    assert few <= 12
