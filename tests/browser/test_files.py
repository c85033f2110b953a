"""Pictures and recordings in a real browser: one's voice is recorded and heard, and nothing in a file ever runs."""

import time

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from questions import tasks
from questions.files import keeping
from questions.models import Contribution, ContributionFile
from tests.browser.axe import assert_axe_clean
from tests.pages import lacks
from tests.questions import samples
from tests.questions.rows import contribution, file_of

SAY = "/projects/waiting-at-night/say/"
FOLD = "Add a picture or a recording"
SHOWS = "What does it show"
YES = "Everybody in it has said yes"


@pytest.fixture
def page(new_page, sign_in, participant, amina) -> Page:
    page = new_page(width=320)
    sign_in(page, participant)
    return page


def make_ready() -> ContributionFile:
    file = ContributionFile.objects.get()
    tasks.make_file_ready(file_id=file.pk)
    file.refresh_from_db()
    return file


def unfold(page: Page) -> None:
    page.get_by_role("main").locator("summary", has_text=FOLD).click()


def record(page: Page) -> None:
    page.goto(SAY)
    unfold(page)
    page.get_by_role("button", name="Record my voice").click()
    expect(page.get_by_text("We are recording.")).to_be_visible()
    expect(page.get_by_text("0:01", exact=True)).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Your recording is ready.")).to_be_visible()


def chosen(page: Page) -> str:
    return page.locator("input[type=file]").evaluate("field => field.files[0]?.name || ''")


def test_somebody_records_their_voice_listens_and_sends_it(page):
    record(page)
    expect(page.locator("audio[data-listen]")).to_have_js_property("error", None)
    assert page.locator("audio[data-listen]").evaluate("part => part.readyState") > 0
    assert chosen(page) == "recording.webm"
    assert_axe_clean(page)
    page.get_by_label("What do you want to say?").fill("Hear how loud the door is.")
    page.get_by_label(SHOWS).fill("A door that slams.")
    page.get_by_label(YES).check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("We are making the recording ready.")).to_be_visible()
    file = make_ready()
    assert (file.kind, file.format, file.is_ready) == ("recording", "webm", True)
    # It comes by itself.
    player = page.locator("#files audio")
    expect(player).to_be_visible()
    assert_axe_clean(page)
    heard = player.evaluate(
        "async part => { await part.play(); await new Promise(done => setTimeout(done, 700));"
        " return part.currentTime; }"
    )
    assert heard > 0.2
    assert page.troubles == []


def test_a_recording_is_thrown_away(page):
    record(page)
    page.get_by_role("button", name="Throw the recording away").click()
    expect(page.get_by_role("button", name="Record my voice")).to_be_focused()
    assert chosen(page) == ""


def test_a_recording_is_not_lost_because_something_is_missing(page):
    record(page)
    page.get_by_label("What do you want to say?").fill("Hear how loud the door is.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_label(SHOWS)).to_be_focused()
    assert (chosen(page), Contribution.objects.count()) == ("recording.webm", 0)
    page.get_by_label(SHOWS).fill("A door that slams.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_label(YES)).to_be_focused()
    page.get_by_label(YES).check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_role("heading", name="Thank you, Amina. We have it.")).to_be_visible()


def test_no_other_page_may_use_the_microphone(page, amina):
    page.goto(contribution(amina).get_absolute_url())
    asks = (
        "navigator.mediaDevices.getUserMedia({audio: true}).then(() => 'yes', error => error.name)"
    )
    assert page.evaluate(asks) == "NotAllowedError"
    page.goto(SAY)
    assert page.evaluate(asks) == "yes"


def test_without_javascript_a_file_is_chosen(new_page, sign_in, participant, amina, tmp_path):
    page = new_page(javascript=False)
    sign_in(page, participant)
    picture = tmp_path / "bench.jpg"
    picture.write_bytes(samples.picture(size=(900, 600)))
    page.goto(SAY)
    unfold(page)
    expect(page.get_by_role("button", name="Record my voice")).to_be_hidden()
    page.get_by_label("What do you want to say?").fill("Look.")
    page.get_by_label("Picture or recording").set_input_files(picture)
    page.get_by_label(SHOWS).fill("The bench.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".problem")).to_contain_text("Ask everybody in it first")
    expect(page.locator(".problem")).to_contain_text("Choose the file again.")
    page.get_by_label("Picture or recording").set_input_files(picture)
    page.get_by_label(YES).check()
    page.get_by_role("button", name="Say it").click()
    make_ready()
    page.get_by_role("link", name="Look again").click()
    shown = page.get_by_role("img", name="The bench.")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 600)


@pytest.mark.parametrize("what", ["SVG named .jpg", "HTML named .jpg", "HTML named .mp3"])
def test_what_is_no_picture_is_refused_soon_and_in_words(page, amina, tmp_path, what):
    name, data = samples.NOT_TAKEN[what]
    (tmp_path / name).write_bytes(data)
    page.goto(contribution(amina).get_absolute_url())
    unfold(page)
    page.get_by_label("Picture or recording").set_input_files(tmp_path / name)
    page.get_by_label(SHOWS).fill("Me.")
    page.get_by_label(YES).check()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".problem")).to_contain_text("We cannot take this kind of file.")
    assert not ContributionFile.objects.exists()


#: What is kept as it is and sent as each format that there is, as though all that comes before had failed.
HARM = {
    **dict.fromkeys(["jpeg", "webp", "png"], samples.SVG),
    **dict.fromkeys(["mp3", "ogg"], samples.HTML),
    "mp4": samples.m4a() + samples.HTML,
    "webm": b"alert(1);document.title='harm';//" + samples.HTML,
}
#: Ways in which a page of ours could be made to run a file.
AS_SCRIPT = """address => new Promise(done => {
  const script = document.createElement('script');
  script.src = address;
  script.onload = script.onerror = () => done(document.title);
  document.head.append(script);
})"""
AS_STYLE = """address => new Promise(done => {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = address;
  style.onload = () => done('taken');
  style.onerror = () => done('refused');
  document.head.append(style);
})"""


@pytest.mark.parametrize("role", ["participant", "facilitator"])
def test_nothing_in_a_file_ever_runs(request, new_page, sign_in, role, amina, jo):
    said, page = contribution(amina), new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    sign_in(page, request.getfixturevalue(role))
    for form, data in HARM.items():
        kind = "picture" if form in ("jpeg", "webp", "png") else "recording"
        name = keeping.keep(keeping.READY, ContentFile(data))
        more = {"format": form, "kind": kind, "size": len(data)}
        said.files.all().delete()
        file = file_of(said, name=name, **more)
        page.goto(said.get_absolute_url())
        title = page.evaluate(AS_SCRIPT, file.get_absolute_url())
        assert lacks(title, "harm", but_has="Waiting at night")
        assert page.evaluate(AS_STYLE, file.get_absolute_url()) == "refused"
        # A player of Chromium counts what it cannot play as a download that was broken off.
        with page.expect_popup() as opened:
            page.evaluate("address => { window.open(address) }", file.get_absolute_url())
        opened.value.wait_for_load_state()
        assert [one.title() for one in page.context.pages if "harm" in one.title()] == []
        for other in page.context.pages[1:]:
            other.close()
    assert dialogs == []


def test_a_refusal_takes_less_than_a_second(page, amina, tmp_path):
    """The largest that is not taken, with all that a browser does before and after."""
    (tmp_path / "large.jpg").write_bytes(samples.SVG + bytes(20 * 1024 * 1024 - len(samples.SVG)))
    page.goto(contribution(amina).get_absolute_url())
    unfold(page)
    page.get_by_label("Picture or recording").set_input_files(tmp_path / "large.jpg")
    page.get_by_label(SHOWS).fill("Me.")
    page.get_by_label(YES).check()
    started = time.monotonic()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".problem")).to_contain_text("We cannot take this kind of file.")
    # Four times that, for a machine that does other work as well.
    assert time.monotonic() - started < 4
