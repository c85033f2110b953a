"""Creative: what the record shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import long_date
from elements.records.evidence import Evidence
from elements.records.record import (
    HALF_YEAR,
    QUARTER,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    Rules,
    judge,
    local_day,
)
from elements.records.reviews import last_closed_on

POTENTIAL = Rules(
    nothing_yet=gettext_lazy("Nobody has said an idea yet who does not run the project."),
    started=gettext_lazy(
        "Ideas came from fewer than a third of those who do not run the project. Or the last one is older than 13 "
        "weeks."
    ),
    in_place=gettext_lazy(
        "At least a third of those who do not run the project have said an idea. The last one is not older than 13 "
        "weeks."
    ),
    needs_attention=gettext_lazy(
        "An idea waits for its answer past the promised day. Or the last one is older than 26 weeks."
    ),
)
LISTENING = Rules(
    nothing_yet=gettext_lazy("Nobody has said anything here yet who does not run the project."),
    started=gettext_lazy(
        "Something was said. No answer in the last 26 weeks went to somebody who does not run the project."
    ),
    in_place=gettext_lazy(
        "Nobody waits past the promised day. In the last 26 weeks, somebody who does not run the project got an answer."
    ),
    needs_attention=gettext_lazy("Somebody waits for an answer past the day that was promised."),
)
REFUSED = gettext_lazy(
    "Somebody said that the answer does not answer them, and waits for another one."
)
LONG_WAIT = gettext_lazy(
    "Something was said more than 26 weeks ago and has no answer, whatever day was promised."
)
REFRAMING = Rules(
    nothing_yet=gettext_lazy(
        "Nobody has asked a question another way yet who does not run the project."
    ),
    started=gettext_lazy(
        "A question was asked another way. The group has taken none of these. Or nobody did so in the last 26 weeks."
    ),
    in_place=gettext_lazy(
        "In the last 26 weeks somebody has asked a question another way, and the group has taken at least one."
    ),
    needs_attention=gettext_lazy(
        "Somebody asked a question another way more than 4 weeks ago, and the group has not answered."
    ),
)
UNASKED = Rules(
    nothing_yet=gettext_lazy(
        "Nobody was asked what we should be asking: no review is closed that anybody answered who does not run the "
        "project. And nobody has told us by themselves."
    ),
    started=gettext_lazy(
        "People have told us. The last time is more than 26 weeks ago, or something is still to be read or answered."
    ),
    in_place=gettext_lazy(
        "In the last 26 weeks a review has asked it, or somebody has told us. Each answer has been read, and what was "
        "told by name has an answer."
    ),
    needs_attention=gettext_lazy(
        "An answer was not read for more than 14 days, or waits past the promised day. Or the last time is more than a "
        "year ago."
    ),
)


def potential(seen: Evidence) -> Record:
    """creative.potential: ideas of people who do not run the project, and the groups for which they speak."""
    said, people = seen.said, seen.people["others"]
    last = said["last_idea"]
    had = min(said["had_ideas"], people)
    state = judge(
        nothing=last is None,
        attention=said["late_ideas"] > 0 or seen.is_long_ago(last, HALF_YEAR),
        in_place=had * 3 >= people and had > 0 and not seen.is_long_ago(last, QUARTER),
    )
    return Record(
        state=state,
        rules=POTENTIAL,
        sentence=ngettext(
            "%(had)s of %(people)s person who does not run the project has said an idea.",
            "%(had)s of %(people)s people who do not run the project have said an idea.",
            people,
        )
        % {"had": had, "people": people},
        counts=[
            Count(_("ideas: %(ideas)s") % said, said["ideas"], "ideas"),
            Count(
                _("groups with an idea: %(groups)s") % seen.asked, seen.asked["groups"], "groups"
            ),
            Count(
                _("ideas past the day of their answer: %(late_ideas)s") % said,
                said["late_ideas"],
                "late_ideas",
            ),
        ],
        path=reverse("questions:question_list", args=[seen.project.slug]),
        rows=_("Questions"),
    )


def listening(seen: Evidence) -> Record:
    """creative.listening: what people said, and the answers, each with its reason and by the promised day."""
    said = seen.said
    last = said["last_answer"]
    state = judge(
        nothing=not said["others"],
        attention=said["late"] > 0,
        in_place=last is not None and seen.day - last <= HALF_YEAR,
    )
    record = Record(
        state=state,
        rules=LISTENING,
        sentence=_("%(answered)s of %(all)s things that people said have an answer.") % said
        if said["all"]
        else LISTENING.of(state),
        counts=[
            Count(
                _("answered by the day promised first: %(in_time)s") % said,
                said["in_time"],
                "in_time",
            ),
            Count(_("answered with a no, and why: %(no)s") % said, said["no"], "no"),
            Count(_("waiting for an answer: %(open)s") % said, said["open"], "open"),
            Count(_("past the promised day: %(late)s") % said, said["late"], "late"),
        ],
        path=reverse("questions:contribution_list", args=[seen.project.slug]),
        rows=_("What waits for an answer"),
    )
    return record.held_against((said["refused"] > 0, REFUSED), (said["forgotten"] > 0, LONG_WAIT))


def reframing(seen: Evidence) -> Record:
    """creative.reframing: other ways in which participants asked the questions, and what became of them."""
    asked = seen.asked
    last = local_day(asked["last_reworded"])
    state = judge(
        nothing=last is None,
        attention=asked["wait_long"] > 0,
        in_place=asked["taken"] > 0 and not seen.is_long_ago(last, HALF_YEAR),
    )
    return Record(
        state=state,
        rules=REFRAMING,
        sentence=_("Somebody did so last on %(day)s.") % {"day": long_date(last)}
        if last
        else REFRAMING.of(state),
        counts=[
            Count(
                _("asked another way by participants: %(reworded)s") % asked,
                asked["reworded"],
                "reworded",
            ),
            Count(_("of these, taken: %(taken)s") % asked, asked["taken"], "taken"),
            Count(_("not taken, and why: %(declined)s") % asked, asked["declined"], "declined"),
            Count(_("not answered yet: %(wait)s") % asked, asked["wait"], "wait"),
        ],
        path=reverse("questions:question_list", args=[seen.project.slug]),
        rows=_("Questions"),
    )


def unasked(seen: Evidence) -> Record:
    """creative.unasked: "What should we be asking you that we are not?", in reviews and at any time."""
    reviews, said = seen.reviews, seen.said
    closed = last_closed_on(reviews)
    last = max((one for one in (closed, said["last_unasked"]) if one), default=None)
    state = judge(
        nothing=last is None and not reviews["answers"],
        attention=reviews["long"] > 0 or said["unasked_late"] > 0 or seen.is_long_ago(last, YEAR),
        in_place=last is not None
        and seen.day - last <= HALF_YEAR
        and not reviews["waiting"]
        and not said["unasked_open"],
    )
    return Record(
        state=state,
        rules=UNASKED,
        sentence=_("A review asked it last, and closed on %(day)s.") % {"day": long_date(closed)}
        if closed
        else UNASKED.of(state),
        counts=_counts_of_unasked(reviews, said)
        if last or reviews["answers"] or said["unasked"]
        else [],
        path=reverse("elements:review_list", args=[seen.project.slug]),
        rows=_("Reviews"),
    )


def _counts_of_unasked(reviews: dict[str, Any], said: dict[str, Any]) -> list[Count]:
    read = reviews["answers"] - reviews["waiting"]
    return [
        Count(_("answers read: %(n)s") % {"n": read}, read, only=OnlyCounted.WORDS),
        Count(
            _("answers still to be read: %(waiting)s") % reviews,
            reviews["waiting"],
            only=OnlyCounted.WORDS,
        ),
        Count(
            _("told us, in reviews and at other times: %(unasked)s") % said,
            said["unasked"],
            "unasked",
        ),
        Count(
            _("of these, waiting for an answer: %(unasked_open)s") % said,
            said["unasked_open"],
            "unasked_open",
        ),
    ]
