"""Who may say something to a project, read it and answer it."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Project
from projects.permissions import is_facilitator, is_member
from questions.models import (
    Contribution,
    ContributionAnswer,
    ContributionFile,
    Question,
    Reply,
)


def can_say_something(project: Project) -> Verdict:
    if not is_member(project):
        return no(_("Only members of this project can do this."))
    if project.has_ended:
        return no(_("This project has ended. Nobody would answer you here."))
    return YES


def can_answer(project: Project) -> Verdict:
    if is_facilitator(project):
        return YES
    return no(_("Facilitators answer what people say."))


def can_write_back(project: Project) -> Verdict:
    """Whether the viewer may write to whoever said something without a name; also after the project has ended."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators write to people who said something without a name."))


def can_look_at_worries(project: Project) -> Verdict:
    """Whether the viewer reads that somebody is worried about somebody's safety, and writes down what was done."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators look at what people are worried about."))


def can_ask_community(project: Project, about: Question | Contribution) -> Verdict:
    """Whether the viewer may ask everybody about a question that is explored, or about an idea on the public page."""
    if not is_facilitator(project):
        return no(_("The people who run this project choose what is on the public page."))
    if not project.is_public:
        return no(_("This project has no public page. Switch it on first."))
    if project.has_ended:
        return no(_("This project has ended. Nobody would answer what people respond."))
    if isinstance(about, Question) and about.has_ended:
        return no(_("This question has ended. It can be opened again."))
    if isinstance(about, Contribution) and not about.is_on_public_page:
        return no(
            _("Put it on the public page first. Whoever said it decides whether it may be there.")
        )
    return YES


def can_show_response(project: Project) -> Verdict:
    """Whether the viewer may show the project what somebody from the community responded: then it is answered."""
    if not is_facilitator(project):
        return no(_("The people who run this project look at it first."))
    if project.has_ended:
        return no(_("This project has ended. Tell them so instead: nobody would answer here."))
    return YES


def is_out_of_sight(project: Project, said: Contribution) -> bool:
    """
    Say whether something is set aside or hidden for the viewer: its answers and replies could tell what it said, too.
    """
    is_mine = said.member_id is not None and said.member_id == project.viewer.member_id
    return said.is_kept_apart and not is_mine and not project.viewer.is_facilitator


def can_hide(project: Project) -> Verdict:
    """Whether the viewer may hide what somebody said, with a reason, and show it again."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators hide what hurts somebody. Tell one of them."))


def can_answer_hiding(project: Project, said: Contribution | Reply) -> Verdict:
    """Whether the viewer may say what they think of it being hidden: its author, or who wrote it down for them."""
    wrote_down = isinstance(said, Contribution) and passes_on(project, said)
    if is_member(project) and (said.member_id == project.viewer.member_id or wrote_down):
        return YES
    return no(_("Only whoever said this can answer here."))


def can_take_words_back(project: Project, said: Contribution | Reply) -> Verdict:
    """
    Whether the viewer may take back what was said, after the end as well: whoever said it, in their own name, or who
    does it for them.
    """
    if _is_authors(project, said) or acts_for_author(project, said):
        return YES
    return no(_("Only whoever said this can take it back."))


def can_choose_outside(project: Project, said: Contribution) -> Verdict:
    """Whether the viewer says what of it may be read outside the project; after the end as well."""
    if said.is_taken_back:
        return no(_("This was taken back."))
    if said.is_unnamed:
        return no(
            _("Whoever said this without a name has chosen it, and nobody can choose for them.")
        )
    if _is_authors(project, said) or acts_for_author(project, said):
        return YES
    return no(_("Only whoever said this can choose that."))


def can_publish(project: Project, said: Contribution) -> Verdict:
    """Whether the viewer may put it on the public page, or take it off: facilitators, where its author said yes."""
    if not is_facilitator(project):
        return no(_("The people who run this project choose what is on the public page."))
    if not said.may_be_public or said.is_taken_back or said.is_kept_apart:
        return no(_("This is for people in the project only."))
    return YES


def acts_for_author(project: Project, said: Contribution | Reply) -> bool:
    """
    Whether the viewer does for whoever said it what these cannot do here: they are no member, have no account, or are
    gone. Facilitators do, and whoever wrote it down; nobody for who spoke without a name.
    """
    author = said.member
    if author and author.user_id and author.is_taking_part:
        return False
    if isinstance(said, Contribution) and said.is_from_community:
        return False  # They choose by their link; what nobody should read can be hidden, with a reason.
    if isinstance(said, Reply):
        return is_facilitator(project)
    wrote_down = said.entered_by_id is not None and said.entered_by_id == project.viewer.member_id
    return not said.is_unnamed and (is_facilitator(project) or wrote_down)


def _is_authors(project: Project, said: Contribution | Reply) -> bool:
    return is_member(project) and said.member_id == project.viewer.member_id


def can_read(project: Project) -> Verdict:
    """Whether the viewer reads what people said: everybody in the project does."""
    return YES if is_member(project) else no(_("Only members of this project can do this."))


def can_add_file(project: Project, said: Contribution) -> Verdict:
    """Whether the viewer may add a picture or a recording to what was said: its author, or who wrote it down."""
    if not (can := can_say_something(project)):
        return can
    if said.is_unnamed:
        return no(
            _("A picture or a voice can tell who said it. Add it to what you say with your name.")
        )
    if project.viewer.member_id not in (said.member_id, said.entered_by_id):
        return no(_("Whoever said it can add a picture or a recording."))
    if said.is_taken_back:
        return no(_("This was taken back. You can say something new."))
    if said.is_kept_apart:
        return no(_("Not everybody can read this now. You can add something when they can again."))
    return YES


def can_take_file_away(project: Project, file: ContributionFile) -> Verdict:
    """Whether the viewer may take a file away, also after the end: its author, who added it, or a facilitator."""
    me = project.viewer.member_id
    if is_facilitator(project) or (
        is_member(project) and me in (file.contribution.member_id, file.added_by_id)
    ):
        return YES
    return no(_("Whoever added it can take it away, and so can the people who run this project."))


def can_ask(project: Project) -> Verdict:
    """Whether the viewer may ask a question that the project explores."""
    if not is_member(project):
        return no(_("Only members of this project can do this."))
    if project.has_ended:
        return no(_("This project has ended. Nobody would look into your question here."))
    return YES


def can_reword(project: Project, question: Question) -> Verdict:
    """Whether the viewer may ask this question another way."""
    return _while_explored(question) if (can := can_ask(project)) else can


def can_lead(project: Project) -> Verdict:
    """Whether the viewer may end questions, open them again, and say what the group thinks of another wording."""
    if not is_facilitator(project):
        return no(_("The people who run this project do this. Tell one of them what you think."))
    if project.has_ended:
        return no(_("This project has ended. Its questions stay as they are."))
    return YES


def can_answer_wording(project: Project, question: Question) -> Verdict:
    """Whether the viewer may take another way to ask this question, or say why not."""
    return _while_explored(question) if (can := can_lead(project)) else can


def _while_explored(question: Question) -> Verdict:
    if question.has_ended:
        return no(_("This question has ended. It can be opened again."))
    return YES


def can_look_at(project: Project, answer: ContributionAnswer) -> Verdict:
    """Whether the viewer reads an answer before it is given: another facilitator, or who was asked by name."""
    me = project.viewer.member_id
    is_asked = answer.to_be_seen_by_id in (None, me) and (
        answer.to_be_seen_by_id is not None or is_facilitator(project)
    )
    is_mine = me in (answer.by_id, answer.contribution.member_id)
    if is_member(project) and is_asked and not is_mine:
        return YES
    return no(_("Somebody else reads this answer before it is given."))


def can_judge_answer(project: Project, said: Contribution) -> Verdict:
    """Whether the viewer says that an answer is enough: whoever asked, or a facilitator whom they told."""
    is_told = is_facilitator(project) or (is_member(project) and passes_on(project, said))
    if is_told and not said.is_unnamed and not said.is_from_community:
        return YES
    if is_member(project) and said.member_id == project.viewer.member_id:
        return YES
    return no(_("Whoever said it says whether the answer is enough."))


def passes_on(project: Project, said: Contribution) -> bool:
    """Whether the viewer wrote it down for somebody who is no member, and tells them the answer."""
    return bool(said.for_whom) and said.entered_by_id == project.viewer.member_id


def can_pass_on(project: Project, said: Contribution) -> Verdict:
    """Whether the viewer says that somebody who is no member was told: who wrote it down, or a facilitator."""
    if said.for_whom and (is_facilitator(project) or passes_on(project, said)):
        return YES
    return no(_("Whoever wrote it down tells them the answer."))
