"""What a report says of what people said: words with a yes alone, names with one more, all the rest as a number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.dates import Period
from questions.report import MOST_DECLINED, MOST_HEARD, MOST_OTHERS, people_said
from reports import rendering
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution

QUARTER = Period(DAY - timedelta(days=91), DAY)
YES = {"may_be_public": True}
KEPT = "Please keep this among us."


@pytest.fixture
def report(project, facilitator):
    return factories.ReportFactory(
        project=project,
        asked_by=facilitator,
        starts_on=QUARTER.starts_on,
        ends_on=QUARTER.ends_on,
    )


def page_of(report) -> str:
    html = tight(rendering.render_page(report, now=NOW))
    return html.partition('<section id="said">')[2].partition("</section>")[0]


def link(said, title="A bus at four", **more):
    found = {"what": "decided", "address": f"/{title}/", "title": title, "at": NOW, **more}
    return said.moves.create(**found)


def test_words_with_a_yes_what_came_of_them_and_no_name(report, amina, jo):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    factories.SpeaksForFactory(member=amina, group__project=amina.project, group__name="Porters")
    said = contribution(amina, words="There is no bus.", **YES)
    said.honours.create(member=jo, mark="hard")
    link(said)
    kept = contribution(amina, words=KEPT)
    link(kept)
    link(kept, title="A bench")
    page = page_of(report)
    for shown in (
        *("People said 2 things in this time.", "2 have no answer yet.", "“<span", "hard for us"),
        *("<b>Decided:</b> A bus at four", "There is no bus.", "<b>Decided:</b> A bench"),
        "These came of words that are for the project only:",
    ):
        assert shown in page
    private = (KEPT, "Amina", "lived", "Porters", "Jo")
    assert lacks(page, *private, but_has="There is no bus.")
    assert page.count("A bus at four") == 1


def test_with_a_yes_to_that_the_name_is_there_with_experience_and_groups(report, amina, jo):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    factories.SpeaksForFactory(member=amina, group__project=amina.project, group__name="Porters")
    named = {**YES, "name_may_be_public": True}
    link(contribution(amina, words="There is no bus.", **named))
    no = contribution(amina, words="Pay for taxis.", **named)
    answered(no, by=jo, outcome="no", reason="Amina knows why.")
    contribution(amina, words="Thank you.", **named)
    page = page_of(report)
    assert page.count("<b>Amina</b>, lived experience. Speaks for: Porters") == 3
    assert "Amina knows why." in page


def test_what_we_said_no_or_not_now_to_with_the_reason(report, amina, jo):
    no = contribution(amina, words="Pay for taxis.", **YES)
    answered(no, by=jo, outcome="no", reason="There is no money for it.")
    later = contribution(amina, words="Build a wall.", **YES)
    until = DAY + timedelta(days=60)
    answered(later, by=jo, outcome="not-now", reason="Walls come later.", until=until)
    answered(contribution(amina, words=KEPT), by=jo, outcome="no", reason="SAID TO THEM ALONE")
    page = page_of(report)
    for shown in (
        *("Pay for taxis.", "<b>No</b>. <span", "There is no money for it.", "Build a wall."),
        *("Walls come later.", "we look at it again on Monday 18 January 2027."),
        "And 1 more. Everybody in the project can read it with the reason",
        "All of it was answered.",
    ):
        assert shown in page
    assert lacks(page, KEPT, "SAID TO THEM ALONE", "What else people said", but_has="Build a wall.")


def test_a_reason_with_the_name_of_whoever_said_it_is_left_out(report, amina, jo, project):
    said = contribution(amina, words="Pay for taxis.", **YES)
    answered(said, by=jo, outcome="no", reason="We can't, Amina.")
    told = contribution(None, project=project, for_whom="Old Tom", words="Arms!", **YES)
    answered(told, by=jo, outcome="no", reason="No, Tom.")
    jot = contribution(None, project=project, is_unnamed=True, words="Somebody else.", **YES)
    answered(jot, by=jo, outcome="no", reason="Somebody else decides.")
    page = page_of(report)
    assert page.count("The reason has a name in it.") == 2
    assert "Somebody else decides." in page
    assert lacks(page, "Amina", "Tom", but_has="Pay for taxis.")


def test_what_is_set_aside_is_neither_printed_nor_counted(report, amina, jo):
    contribution(amina, words="There is no bus.", **YES)
    aside = contribution(amina, words="SET ASIDE", **YES)
    answered(aside, by=jo, outcome="no", reason="HIDDEN REASON")
    link(aside, title="HIDDEN TITLE")
    aside.set_aside(now=timezone.now())
    page = page_of(report)
    hidden = ("SET ASIDE", "set aside", "HIDDEN", "What we said no to")
    assert lacks(page, *hidden, but_has="People said 1 thing in this time.")


def test_what_a_second_person_reads_first_is_no_answer(report, amina, jo):
    said = contribution(amina, words="There is no bus.", **YES)
    said.answers.create(by=jo, outcome="no", reason="NOT GIVEN", written_at=NOW)
    assert lacks(page_of(report), "NOT GIVEN", "What we said no", but_has="It has no answer yet.")


def test_without_anything_said_there_is_no_section(report, amina):
    contribution(amina, said_at=NOW - timedelta(days=200))
    assert people_said(report.project, QUARTER, on=DAY) == {"people_said": None}
    html = rendering.render_page(report, now=NOW)
    assert lacks(html, "What people said", but_has="What is in this report")


def test_only_what_happened_in_the_period(report, amina, jo):
    old = contribution(amina, words="Long ago.", said_at=NOW - timedelta(days=200), **YES)
    link(old)
    link(contribution(amina, words="Later.", **YES), title="LATE", at=NOW + timedelta(days=2))
    page = page_of(report)
    assert "Long ago." in page
    assert lacks(page, "LATE", but_has="People said 1 thing in this time.")


def test_hostile_words_stay_words(report, amina, jo):
    said = contribution(amina, words="<b>لا باص</b>", **YES)
    answered(said, by=jo, outcome="no", reason="<script>x</script>")
    link(said, title="<i>bus</i>")
    page = page_of(report)
    assert '<span dir="auto">&lt;b&gt;لا باص' in page
    assert lacks(page, "<b>لا", "<script", "<i>bus", but_has="&lt;i&gt;bus")


def test_of_many_a_few_are_printed_and_the_rest_is_said(
    report, amina, jo, django_assert_max_num_queries
):
    for number in range(12):
        answered(
            contribution(amina, words=f"No {number}", **YES),
            by=jo,
            outcome="no",
            reason="Money.",
            at=NOW + timedelta(minutes=number),
        )
        link(contribution(amina, words=f"Yes {number}", **YES), title=f"Change {number}")
        contribution(amina, words=f"Else {number}", **YES)
    with django_assert_max_num_queries(12):
        told = people_said(report.project, QUARTER, on=DAY)["people_said"]
    assert (len(told["came"].heard), told["came"].more) == (MOST_HEARD, 12 - MOST_HEARD)
    assert (len(told["no"]), told["more_no"]) == (MOST_DECLINED, 12 - MOST_DECLINED)
    assert (len(told["others"]), told["more_others"]) == (MOST_OTHERS, 20 - MOST_OTHERS)
    page = page_of(report)
    assert "And 8 more. Everybody in the project can read them under “Questions”, “Whose" in page
    assert "And 9 more. Everybody in the project can read them with the reasons" in page
    assert "And 17 more that may be shown. Everybody in the project can read them" in page
