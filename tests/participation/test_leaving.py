"""Leaving a project: what it means is said first, and there is a way back."""

from django.urls import reverse
from django.utils import timezone

from outbox import sending
from outbox.models import Preference, State
from outbox.services import set_preference
from participation import services
from projects.models import Member, Role
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight


def test_project_leave_ends_a_membership_and_the_way_in(signed_in, participant, amina, project):
    client = signed_in(participant)
    address = reverse("participation:project_leave", args=[amina.project.slug])
    client.post(address, {"sure": "yes"})
    assert Member.objects.get(pk=amina.pk).left_at is not None
    assert client.get(reverse("participation:people", args=[project.slug])).status_code == 404


def test_leaving_is_asked_first_with_what_it_means_and_a_way_back(signed_in, participant, amina):
    amina.project.help_name, amina.project.help_phone = "Grace", "01632 960 001"
    amina.project.save()
    client, slug = signed_in(participant), amina.project.slug
    mine = reverse("participation:my_part", args=[slug])
    address = reverse("participation:project_leave", args=[slug])
    page = client.get(mine).content.decode()
    assert f'<form method="post" action="{address}">' in page
    assert lacks(page, 'name="sure"', but_has="Leave the project")
    for sent in ({}, {"sure": "no"}):
        page = tight(client.post(address, sent).content.decode())
        assert Member.objects.get(pk=amina.pk).left_at is None
        for words in (
            "Do you want to leave “Waiting at night”?",
            "You get no more emails, letters or calls about it.",
            "What you said, decided and did, with your name.",
            "Ask Grace to invite you again.",
            "01632 960 001",
            f'href="{mine}">Stay in the project</a>',
            '<input type="hidden" name="sure" value="yes">',
        ):
            assert words in page
    assert lacks(page, "promised", but_has="Yes, leave the project")


def test_who_leaves_is_told_what_they_promised(signed_in, participant, amina):
    factories.ActionFactory(project=amina.project, owner=amina)
    address = reverse("participation:project_leave", args=[amina.project.slug])
    page = tight(signed_in(participant).post(address).content.decode())
    assert "1 thing that you promised and haven’t done yet." in page


def test_who_was_invited_again_finds_what_was_theirs(signed_in, participant, amina, jo):
    """What the page says of coming back holds."""
    services.record_experience(amina, kinds={"lived"}, now=timezone.now())
    client, slug = signed_in(participant), amina.project.slug
    client.post(reverse("participation:project_leave", args=[slug]), {"sure": "yes"})
    again = services.invite_member(
        amina.project,
        by=jo,
        email=participant.email,
        known_as="Amina",
        role=Role.PARTICIPANT,
        now=timezone.now(),
    )
    services.accept_invitation(again.invitations.get(), known_as="Amina", now=timezone.now())
    assert again.pk == amina.pk
    assert Member.objects.get(pk=amina.pk).has_lived_experience
    assert client.get(reverse("participation:my_part", args=[slug])).status_code == 200


def test_the_way_out_is_on_my_part_and_keeps_a_facilitator(signed_in, facilitator, jo):
    client = signed_in(facilitator)
    address = reverse("participation:project_leave", args=[jo.project.slug])
    mine = reverse("participation:my_part", args=[jo.project.slug])
    assert client.get(address).url == f"{mine}#leave"
    assert Member.objects.get(pk=jo.pk).left_at is None
    page = client.post(address, {"sure": "yes"}, follow=True).content.decode()
    assert Member.objects.get(pk=jo.pk).left_at is None
    assert "A project needs at least one facilitator." in page


def test_who_leaves_leaves_no_phone_number_and_no_postal_address(signed_in, participant, amina, jo):
    """Also those of whoever is removed: nobody in the project can read how to reach them."""
    secret = {"phone": "01632 960 555", "postal_address": "9 Mill Lane"}
    set_preference(amina, channel="post", rhythm="weekly", **secret)
    other = services.add_member_without_email(
        amina.project,
        by=jo,
        known_as="Rose",
        now=timezone.now(),
        channel="phone",
        through=factories.MemberFactory(project=amina.project),
        **secret,
    )
    client = signed_in(participant)
    client.post(reverse("participation:project_leave", args=[amina.project.slug]), {"sure": "yes"})
    facilitator = signed_in(jo.user)
    facilitator.post(reverse("participation:member_remove", args=[amina.project.slug, other.pk]))
    for member in (amina, other):
        kept = Preference.objects.get(member=member)
        assert (kept.phone, kept.postal_address, kept.through) == ("", "", None)
        page = reverse("participation:member_detail", args=[amina.project.slug, member.pk])
        text = facilitator.get(page).content.decode()
        assert lacks(text, "960 555", but_has=member.known_as)
        assert lacks(text, "amina@example.org", but_has=member.known_as)
    assert Preference.objects.get(member=amina).rhythm == "weekly"


def test_the_pages_that_ask_say_what_is_deleted(signed_in, participant, amina, jo):
    leave = reverse("participation:project_leave", args=[amina.project.slug])
    words = "We delete at once which groups"
    assert words in tight(signed_in(participant).post(leave).content.decode())
    remove = reverse("participation:member_remove", args=[amina.project.slug, amina.pk])
    assert words in tight(signed_in(jo.user).get(remove).content.decode())


def test_what_is_saved_of_who_left_meanwhile_is_no_way_to_reach_them(amina):
    services.end_membership(amina, now=timezone.now())
    words = {"phone": "01632 960 555", "postal_address": "9 Mill Lane"}
    set_preference(amina, channel="phone", rhythm="weekly", **words)
    kept = Preference.objects.get(member=amina)
    assert (kept.phone, kept.postal_address, kept.rhythm) == ("", "", "weekly")


def test_what_was_sent_shows_no_address_of_who_left(signed_in, facilitator, amina):
    row = factories.DeliveryFactory(
        message__project=amina.project, member=amina, gave_up_at=timezone.now(), last_error="No."
    )
    page = reverse("outbox:message_detail", args=[amina.project.slug, row.message.pk])
    client = signed_in(facilitator)
    assert "amina@example.org" in client.get(page).text
    services.end_membership(amina, now=timezone.now())
    assert lacks(client.get(page).text, "amina@example.org", but_has="Amina")


def test_nothing_is_tried_again_for_who_left(signed_in, facilitator, amina):
    row = factories.DeliveryFactory(
        message__project=amina.project, member=amina, gave_up_at=timezone.now(), last_error="No."
    )
    services.end_membership(amina, now=timezone.now())
    client, args = signed_in(facilitator), [amina.project.slug, row.message.pk]
    retry = reverse("outbox:delivery_retry", args=[*args, row.pk])
    page = tight(client.get(reverse("outbox:message_detail", args=args)).text)
    assert lacks(page, retry, "Ask Amina", but_has="has left the project, so nothing")
    answer = client.post(retry, follow=True)
    assert "they have left" in answer.text
    assert row.__class__.objects.get(pk=row.pk).state.value == "failed"


def test_an_invitation_that_had_not_left_is_no_longer_needed_by_who_left(
    signed_in, facilitator, jo
):
    member = services.invite_member(
        jo.project, by=jo, email="bea@example.org", known_as="Bea", role="participant", now=NOW
    )
    services.end_membership(member, now=NOW)
    sending.send_due(clock=lambda: NOW)
    client, row = signed_in(facilitator), member.deliveries.get()
    assert row.state == State.OVER
    page = tight(client.get(reverse("outbox:delivery_list", args=[jo.project.slug])).text)
    assert lacks(page, "did not arrive", but_has="1 no longer needed")
    args = [jo.project.slug, row.message_id]
    page = tight(client.get(reverse("outbox:message_detail", args=args)).text)
    assert lacks(page, "Try again<", "whether the address", but_has="nothing left for you to do")
    client.post(reverse("outbox:delivery_retry", args=[*args, row.pk]))
    assert member.deliveries.get().state == State.OVER
