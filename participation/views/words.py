"""Private words for whoever wrote them: written to one person, read, sent on, and taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.once import SentOtherwise
from core.typed import takes_private_answers
from outbox.models import Channel, Preference
from participation import permissions, services, words
from participation.coming_in import KEY_IS_AWAY
from participation.forms import PrivateWordForm, WordToForm
from participation.getters import get_me
from participation.models import PrivateWord
from participation.word_links import WordTo, find_readers
from projects.access import MEMBERS
from projects.getters import get_project_or_404
from projects.models import Member, Project

NOT_KEPT = gettext_lazy(
    "We cannot keep this safely now. Your words are still here. Copy them, and try again later."
)
NOT_TO_THEM = gettext_lazy(
    "Nobody would read it there any more. Your words are still here. Choose somebody else above."
)
COPY_IT = gettext_lazy("Your words are still here. Copy them, if you want to keep them.")
NOTHING = gettext_lazy("Nothing was changed.")


@access(*MEMBERS)
@never_cache
@takes_private_answers
@require_http_methods(["GET", "HEAD", "POST"])
def my_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Show members what they wrote to one person alone, and let them write, send on, close and take back."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_say_part(project))
    me = get_me(project)
    what = request.POST.get("what", "")
    if request.method == "POST" and what in _ANSWERS:
        return _ANSWERS[what](request, project, me)
    if request.GET.get("show") == "write":
        require(permissions.can_write_word(project))
        return _choose(request, project, me)
    context = {**_about(project), "member": me, **words.list_mine(me)}
    context["can_write"] = permissions.can_write_word(project)
    return render(request, "participation/my_words.html", context)


def _about(project: Project) -> dict[str, Any]:
    return {"project": project, "tab": "people", "today": timezone.localdate()}


def _choose(
    request: HttpRequest,
    project: Project,
    me: Member,
    *,
    word: PrivateWord | None = None,
    form: WordToForm | None = None,
) -> HttpResponse:
    """Ask to whom it is to go; ``word``: what is to be sent on."""
    readers = find_readers(project, but=me)
    form = form or WordToForm(readers=readers)
    context = {**_about(project), "form": form, "word": word, "readers": readers}
    return render(request, "participation/word_to.html", context)


def _write(request: HttpRequest, project: Project, me: Member) -> HttpResponse:
    """Show the form for one person, once it is chosen who that is; and take what was written."""
    may_write = permissions.can_write_word(project)
    chosen = WordToForm(request.POST, readers=find_readers(project, but=me))
    is_sent = "words" in request.POST
    if not is_sent:
        require(may_write)
    if not chosen.is_valid() and not is_sent:
        return _choose(request, project, me, form=chosen)
    form = PrivateWordForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        if not may_write:
            form.add_error(None, f"{may_write.reason} {COPY_IT}")
        elif not chosen.is_valid():
            form.add_error(None, NOT_TO_THEM)
        elif _keep(form, me, chosen.chosen):
            words_ = _("Thank you. %(name)s can read it now. You see here when it is opened.")
            messages.success(request, words_ % {"name": chosen.chosen.name})
            return redirect("participation:my_words", project.slug)
    to = chosen.chosen if chosen.is_valid() and not form.non_field_errors() else None
    context = {**_about(project), "form": form, "chosen": chosen, "to": to}
    context["hears"] = Preference.of(me).reach == Channel.EMAIL
    return render(request, "participation/word_write.html", context)


def _keep(form: PrivateWordForm, me: Member, to: WordTo) -> bool:
    try:
        services.write_private_word(me, to=to, **form.cleaned_data, now=timezone.now())
    except SentOtherwise as refusal:
        form.renew_key()
        form.add_error(None, str(refusal))
    except (CannotLock, WordsAreLocked):
        form.add_error(None, NOT_KEPT)
    except services.NotToThem:
        form.add_error(None, NOT_TO_THEM)
    else:
        return True
    return False


def _send_on(request: HttpRequest, project: Project, me: Member) -> HttpResponse:
    """Ask to whom a private word is to be sent on; on the second press, say who that is; on the third, do it."""
    word = words.get_mine_or_404(me, request.POST.get("word", ""))
    require(permissions.can_write_word(project))
    if "to" not in request.POST:
        return _choose(request, project, me, word=word)
    form = WordToForm(request.POST, readers=find_readers(project, but=me))
    if not form.is_valid():
        return _choose(request, project, me, word=word, form=form)
    if request.POST.get("sure") != "yes":
        context = {**_about(project), "word": word, "to": form.chosen}
        return render(request, "participation/word_send_on.html", context)
    try:
        services.send_word_on(word, to=form.chosen, now=timezone.now())
    except (CannotLock, WordsAreLocked):
        messages.error(request, KEY_IS_AWAY)
    except services.NotToThem:
        messages.warning(request, _("It was not sent on: they have it already, or can’t read it."))
    except services.WordChanged:
        messages.info(request, _("You have sent it on already."))
    else:
        messages.success(request, _("%(name)s can read it now.") % {"name": form.chosen.name})
    return redirect("participation:my_words", project.slug)


def _take_back(request: HttpRequest, project: Project, me: Member) -> HttpResponse:
    """Ask whether somebody means it, on the first press; on the second, delete it."""
    word = words.get_mine_or_404(me, request.POST.get("word", ""))
    if request.POST.get("sure") != "yes":
        context = {**_about(project), "word": word}
        return render(request, "participation/word_take_back.html", context)
    is_gone = services.take_word_back(word, now=timezone.now())
    said = _("It is deleted. Nobody can open it any more.")
    if word.sent_on_at:
        said = _("This copy is deleted. Whoever you sent it to can still open theirs.")
    messages.success(request, said if is_gone else NOTHING)
    return redirect("participation:my_words", project.slug)


def _say(
    do: Callable[[PrivateWord], bool], thanks: Any
) -> Callable[[HttpRequest, Project, Member], HttpResponse]:
    """Return what does something to a private word in one press, and thanks for it."""

    def say(request: HttpRequest, project: Project, me: Member) -> HttpResponse:
        word = words.get_mine_or_404(me, request.POST.get("word", ""))
        try:
            is_done = do(word)
        except services.WordChanged:
            is_done = False
        messages.success(request, str(thanks if is_done else NOTHING))
        return redirect("participation:my_words", project.slug)

    return say


_ANSWERS: dict[str, Callable[[HttpRequest, Project, Member], HttpResponse]] = {
    "write": _write,
    "send-on": _send_on,
    "take-back": _take_back,
    "answer-read": _say(
        lambda word: services.note_answer_read(word, now=timezone.now()),
        gettext_lazy("Good. You can read it here again at any time."),
    ),
    "stays": _say(
        lambda word: services.decline_sending_on(word, now=timezone.now()),
        gettext_lazy("It stays where it is. They are told."),
    ),
    "gone": _say(
        lambda word: services.close_barrier(word, is_gone=True, now=timezone.now()),
        gettext_lazy("Good that it is gone. Thank you for saying so."),
    ),
    "not-gone": _say(
        lambda word: services.close_barrier(word, is_gone=False, now=timezone.now()),
        gettext_lazy("Thank you for saying so. It is open again."),
    ),
    "count": _say(
        lambda word: services.choose_counting(word, may_count=True),
        gettext_lazy("Thank you. It may be counted."),
    ),
    "not-count": _say(
        lambda word: services.choose_counting(word, may_count=False),
        gettext_lazy("It is not counted from now on."),
    ),
}
