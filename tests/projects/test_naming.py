"""Before a text becomes public, it is asked whether the members whom it names agree."""

import pytest
from django.urls import reverse

from projects.models import Project
from projects.naming import MAY_NAME, named_in
from tests import factories
from tests.filled_forms import send
from tests.pages import lacks, tight
from updates.models import Update

pytestmark = pytest.mark.django_db
ASKED = "It names Amina. Did Amina say that this may be public?"
NEWS = {"title": "Chairs", "where_we_are": "Amina chose them.", "more_on": "2026-12-01"}


@pytest.fixture
def client(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def public(project, amina, jo):
    """The project with a public page."""
    project.is_public = True
    project.save()
    return project


def address(name, project, *more):
    return reverse(name, args=[project.slug, *more])


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Amina chose them.", True),
        ("It was AMINA’s idea", True),
        ("by am\N{LATIN SMALL LETTER I WITH ACUTE}na", True),
        ("Aminas idea", False),
        ("Mina", False),
        ("", False),
    ],
)
def test_a_name_is_found_as_a_whole_word_whatever_its_case_and_accents(amina, text, is_named):
    assert named_in(amina.project, ["Before", text]) == ({"amina": "Amina"} if is_named else {})


def test_names_of_several_words_and_of_who_left_are_found_but_none_of_another_project(
    project, twin
):
    factories.MemberFactory(project=project, known_as="Old Tom (nights)")
    factories.MemberFactory(project=project, known_as="Will", left_at=factories.NOW)
    factories.MemberFactory(project=twin, known_as="Olu")
    found = named_in(project, ["old tom (nights) says: will Olu come?"])
    assert list(found.values()) == ["Old Tom (nights)", "Will"]


def test_the_page_opens_only_when_all_whom_it_names_agree(client, project, amina, jo):
    project.purpose = "Amina and Jo should not wait in the dark."
    project.save()
    url = address("projects:public_page_edit", project)
    page = tight(send(client, url, {"is_public": "yes"}).content.decode())
    assert "It names Amina, Jo. Did they say that this may be public?" in page
    assert 'name="is_public" value="yes"' in page.replace("  ", " ")
    page = tight(send(client, url, {"is_public": "yes", MAY_NAME: ["jo"]}).content.decode())
    assert ASKED in page
    assert lacks(page, address("updates:public_page", project), but_has="Amina: yes")
    assert not Project.objects.get(pk=project.pk).is_public
    send(client, url, {"is_public": "yes", MAY_NAME: ["jo", "amina"]})
    assert Project.objects.get(pk=project.pk).is_public
    # It is open: nothing is asked again. Closing it asks nothing either.
    for answer in ("yes", "no"):
        assert send(client, url, {"is_public": answer}).status_code == 302


@pytest.mark.parametrize("where", ["step", "decision", "news"])
def test_whatever_the_page_would_show_is_looked_at(client, project, amina, jo, where):
    words = "As Amina wished"
    if where == "step":
        factories.StepFactory(project=project, title=words, state="doing")
        factories.StepFactory(project=project, title="Jo was there", state="done")
    elif where == "decision":
        factories.a_decision(project, jo, why=words)
    else:
        factories.UpdateFactory(
            project=project, settled=words, is_public=True, sent_at=factories.NOW
        )
        factories.UpdateFactory(project=project, settled="Jo", sent_at=factories.NOW)
    url = address("projects:public_page_edit", project)
    assert ASKED in send(client, url, {"is_public": "yes"}).content.decode()


def test_the_purpose_of_a_public_project_is_asked_about_once_and_kept_as_typed(client, public):
    url = address("projects:purpose_edit", public)
    typed = {"name": "Waiting at night", "summary": "", "purpose": "So that Amina can rest."}
    page = client.post(url, {**typed, "revision": public.revision}).content.decode()
    assert ASKED in page
    assert "So that Amina can rest.</textarea>" in page
    agreed = {**typed, "revision": public.revision, MAY_NAME: ["amina"]}
    assert client.post(url, agreed).status_code == 302
    public.refresh_from_db()
    again = {**typed, "purpose": "So that Amina can rest well.", "revision": public.revision}
    assert client.post(url, again).status_code == 302


def test_a_project_without_a_public_page_is_asked_nothing(client, project, amina, jo):
    url = address("projects:purpose_edit", project)
    typed = {"name": "Night", "purpose": "So that Amina can rest.", "revision": project.revision}
    assert client.post(url, typed).status_code == 302


def test_news_for_everybody_is_asked_about_and_news_for_members_is_not(client, public):
    url = address("updates:update_create", public)
    page = client.post(url, {**NEWS, "is_public": "on"}).content.decode()
    assert ASKED in page
    assert "Amina chose them.</textarea>" in page
    assert not Update.objects.exists()
    assert client.post(url, {**NEWS, "is_public": "on", MAY_NAME: ["amina"]}).status_code == 302
    assert client.post(url, NEWS).status_code == 302
    assert Update.objects.count() == 2
    draft = Update.objects.get(is_public=True)
    change = address("updates:update_edit", public, draft.pk)
    more = {**NEWS, "settled": "Amina said.", "is_public": "on", "revision": draft.revision}
    assert client.post(change, more).status_code == 302
    draft.refresh_from_db()
    more = {**more, "settled": "Jo said.", "revision": draft.revision}
    assert "It names Jo." in client.post(change, more).content.decode()


def test_sent_news_is_asked_about_before_it_is_shown_to_everybody(client, public):
    update = factories.UpdateFactory(
        project=public, where_we_are="Amina chose them.", sent_at=factories.NOW
    )
    url = address("updates:update_public", public, update.pk)
    page = tight(client.post(url, {"public": "yes"}).content.decode())
    assert ASKED in page
    assert '<input type="hidden" name="public" value="yes">' in page
    update.refresh_from_db()
    assert not update.is_public
    client.post(url, {"public": "yes", MAY_NAME: ["amina"]})
    update.refresh_from_db()
    assert update.is_public
    client.post(url, {"public": "no"})
    update.refresh_from_db()
    assert not update.is_public


def test_the_privacy_page_says_so(client, db):
    page = tight(client.get(reverse("home:privacy")).content.decode())
    assert lacks(page, "No member is named there", but_has="they confirm that this person said yes")
